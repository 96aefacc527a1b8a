import Foundation
import TestSupport
import Testing

/// Replicas restart and CAs change while an API server calls: `Tests/Fakes/README.md` says what is around them.
@Suite(.serialized) struct RollingRestartTests {
    private struct Report: Decodable {
        struct Exit: Decodable {
            let replica: String
        }

        struct Rotation: Decodable {
            let to: Int
            /// Processes that took the new certificate up while they served.
            let takenUpWhileRunning: Int
        }

        let calls: Int
        let failed: Int
        let reasons: [String: Int]
        let restarts: [Int]
        let uncleanExits: [Exit]
        let rotations: [Rotation]
    }

    private func report(_ arguments: [String]) throws -> (report: Report, output: Command.Output) {
        let output = try Command.run(
            "/usr/bin/python3",
            ["-B", Repository.file("Tests/Fakes/cluster").path, "--program", Repository.executable.path] + arguments
        )
        let report = try #require(
            try? JSONDecoder().decode(Report.self, from: Data(output.standardOutput.utf8)),
            "\(output.standardError)"
        )
        return (report, output)
    }

    /// One of three replicas after another is replaced, each five times; meanwhile a second CA takes the place of the first.
    @Test(arguments: [0, 1])
    func noCallIsLost(rotations: Int) throws {
        let (report, output) = try report(
            ["--restarts", "5", "--calls", "20000", "--rate", "1500", "--pause", "0.6", "--rotations", "\(rotations)"]
        )
        #expect(report.failed == 0, "\(output.standardOutput)")
        #expect(report.calls >= 20000)
        #expect(report.restarts == [5, 5, 5])
        #expect(report.uncleanExits.map(\.replica) == [])
        #expect(report.rotations.map(\.to) == (rotations == 0 ? [] : [2]))
        #expect(report.rotations.allSatisfy { $0.takenUpWhileRunning > 0 }, "\(output.standardOutput)")
        #expect(output.status == 0)
    }

    /// What the tests here rely on: the client is as the API server's.
    @Test func theClientIsAsStrictAsTheAPIServer() throws {
        let output = try Command.run(
            "/usr/bin/python3",
            ["-B", Repository.file("Tests/Fakes/cluster/test_client.py").path]
        )
        #expect(output.status == 0, "\(output.standardError)")
    }

    /// And lost calls are seen.
    @Test(arguments: [
        (["--drain-delay", "0.05"], "connect: refused"),
        (["--rotations", "1", "--hasty"], "connect: certificate"),
    ])
    func mistakesAreSeen(mistake: [String], reason: String) throws {
        let (report, output) = try report(["--restarts", "2", "--calls", "0", "--pause", "0.1"] + mistake)
        #expect(report.reasons.keys.contains { $0.hasPrefix(reason) }, "\(report.reasons)")
        #expect(report.failed > 0)
        #expect(output.status == 1)
    }
}
