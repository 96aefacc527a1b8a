import Foundation
import Synchronization

/// The built program as `mig-gate serve`, on a port of its own.
package final class ServerProcess: Sendable {
    /// Where it listens: `127.0.0.1:41234`.
    package let address: String
    /// Where its operations port listens; nil where it has none.
    package let operations: String?
    private let process: Process
    private let log: LogLines

    /// Starts the program and waits until it says where it listens.
    ///
    /// - Parameters:
    ///   - certificate: what it presents.
    ///   - arguments: what to add to its command line.
    /// - Throws: what it said, when it does not listen within ten seconds.
    package convenience init(_ certificate: DevelopmentCertificate, _ arguments: [String] = []) throws {
        try self.init(chain: certificate.chain, key: certificate.key, arguments)
    }

    /// The same with the files of what it presents.
    package init(chain: String, key: String, _ arguments: [String] = []) throws {
        process = Process()
        process.executableURL = Repository.executable
        process.arguments =
            [
                "serve", "--listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0", "--drain-delay", "0s",
                "--tls-cert", chain, "--tls-key", key,
            ] + arguments
        let pipe = Pipe()
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        log = LogLines(pipe)
        try process.run()
        guard let line = log.first(where: { $0.contains("\"listening\"") }, within: 10),
            case let fields = try LogLines.fields(of: line), let address = fields["address"] as? String
        else {
            process.terminate()
            throw ServerProcessError(output: log.all)
        }
        self.address = address
        operations = fields["operations"] as? String
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    package var url: String { "https://\(address)/validate" }

    /// All log lines so far.
    package var logLines: [String] { log.all }

    /// Waits for a log line; nil if none comes within ten seconds.
    package func logLine(where isWanted: @escaping (String) -> Bool) -> String? {
        log.first(where: isWanted, within: 10)
    }

    /// The memory that it holds now, in KiB; 0 once it has ended.
    package var residentKilobytes: Int {
        let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }

    /// Sends a signal.
    package func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// Waits for the end of the program and answers its exit status; nil if it does not end within `seconds`.
    package func exitStatus(within seconds: Double) -> Int32? {
        let process = process
        let thread = BackgroundThread { process.waitUntilExit() }
        return thread.ends(within: seconds) ? process.terminationStatus : nil
    }
}

/// What a server said that did not start.
package struct ServerProcessError: Error {
    package let output: [String]
}
