import Foundation
import TestSupport

/// The kubectl on the PATH, which renders overlays.
enum Kubectl {
    /// Whether tests that need one run: where there is 1.27 or later, and in CI in any case, to fail there.
    static let isWanted = ProcessInfo.processInfo.environment["CI"] == "true" || isThere

    private struct Versions: Decodable {
        struct Version: Decodable {
            let major: String
            let minor: String
        }

        let clientVersion: Version
    }

    private static let isThere: Bool = {
        // Of a program that is not there `env` tells by its status.
        let output = try? Command.run("kubectl", ["version", "--client", "--output", "json"])
        guard let output, output.status == 0,
            let versions = try? JSONDecoder().decode(Versions.self, from: Data(output.standardOutput.utf8)),
            let major = Int(versions.clientVersion.major),
            // Some distributions write 27+.
            let minor = Int(versions.clientVersion.minor.filter(\.isNumber))
        else { return false }
        return (major, minor) >= (1, 27)
    }()
}
