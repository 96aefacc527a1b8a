import Foundation
import FoundationNetworking
import Synchronization
import TestSupport
import Testing

/// The policy changes while reviews flow.
@Suite struct ReloadTests {
    private let folder: TemporaryFolder
    private let certificate: DevelopmentCertificate

    init() throws {
        folder = try TemporaryFolder()
        certificate = try DevelopmentCertificate()
    }

    /// A policy with two numbers that an answer shows, which belong together: both grow with `number`.
    private func policy(_ number: Int) -> String {
        "headroom: {default: \(1024 + number)Mi, profiles: {7g.80gb: \(2048 + number)Mi}}\n"
    }

    /// Puts a file in the place of the policy at once, as editors do.
    private func write(_ text: String) throws {
        let file = try folder.write(text, to: "policy.yaml.new")
        rename(file, folder.path("policy.yaml"))
    }

    /// The value of a metric.
    private func metric(_ name: String, of server: ServerProcess) throws -> Int? {
        let operations = try #require(server.operations)
        let url = try #require(URL(string: "http://\(operations)/metrics"))
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").first { $0.hasPrefix("\(name) ") }
            .flatMap { Int($0.dropFirst(name.count + 1)) }
    }

    private func waitFor(_ name: String, _ value: Int, of server: ServerProcess) throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while .now < deadline {
            if try metric(name, of: server) == value {
                return true
            }
            usleep(2_000)
        }
        return false
    }

    /// Sends the same review again and again over one connection until told to stop, and keeps the answers.
    private final class Client: Sendable {
        private let answers = Mutex<[Substring]>([])
        private let failures = Mutex<[String]>([])
        private let isStopping = Mutex(false)
        private let thread = Mutex<BackgroundThread?>(nil)

        init(_ server: ServerProcess, _ authority: String) {
            let url = "\(server.url)?timeout=10s&batch=[1-500]"
            let review = Repository.file("Tests/Fixtures/reviews/pod-fifty-on-40.json").path
            thread.withLock {
                $0 = BackgroundThread { [self] in
                    while !isStopping.withLock(\.self) {
                        run(url, review, authority)
                    }
                }
            }
        }

        private func run(_ url: String, _ review: String, _ authority: String) {
            let output = try? Command.run(
                "curl",
                [
                    "--silent", "--show-error", "--fail", "--max-time", "30", "--cacert", authority, "--header",
                    "Content-Type: application/json", "--data-binary", "@\(review)", "--write-out", "\n", url,
                ]
            )
            if output?.status != 0 {
                failures.withLock { $0.append(output?.standardError ?? "no curl") }
            }
            answers.withLock { $0 += (output?.standardOutput ?? "").split(separator: "\n") }
        }

        /// Ends it: all answers, and what went wrong.
        func stop() -> (answers: [Substring], failures: [String]) {
            isStopping.withLock { $0 = true }
            _ = thread.withLock(\.self)?.ends(within: 60)
            return (answers.withLock(\.self), failures.withLock(\.self))
        }
    }

    /// The number of the policy that an answer was given under, by each of its two parts.
    private func numbers(in answer: Substring) throws -> (Int, Int)? {
        // limit 39735Mi (40Gi nominal - 1225Mi headroom); … nvidia.com/mig-7g.80gb (limit 79671Mi)
        let pattern = #/limit \S+ \(40Gi nominal - (\S+) headroom\); smallest .* \(limit (\S+)\)/#
        guard let match = try pattern.firstMatch(in: answer), let headroom = Self.mebibytes(match.1),
            let limit = Self.mebibytes(match.2)
        else { return nil }
        return (headroom - 1024, 80 * 1024 - 2048 - limit)
    }

    private static func mebibytes(_ quantity: Substring) -> Int? {
        if quantity.hasSuffix("Gi") {
            return Double(quantity.dropLast(2)).map { Int($0 * 1024) }
        }
        return quantity.hasSuffix("Mi") ? Int(quantity.dropLast(2)) : nil
    }

    @Test func everyAnswerBelongsToOneWholePolicy() throws {
        try write(policy(0))
        let server = try ServerProcess(
            certificate,
            ["--policy", folder.path("policy.yaml"), "--loops", "2"]
        )
        let client = Client(server, certificate.authority)
        var (good, broken) = (0, 0)
        for swap in 1...200 {
            if swap % 4 == 0 {
                broken += 1
                // What could be read of it must not count.
                try write("headroom: {default: \(500 + swap)Mi}\ncolour: red \(swap)\n")
                #expect(try waitFor("mig_gate_policy_reload_failures_total", broken, of: server), "swap \(swap)")
            } else {
                good += 1
                try write(policy(swap))
                #expect(try waitFor("mig_gate_policy_generation", good + 1, of: server), "swap \(swap)")
            }
        }
        let (answers, failures) = client.stop()
        #expect(failures.isEmpty)
        #expect(answers.count >= 1_000)
        var policies: Set<Int> = []
        for answer in answers {
            let numbers = try #require(try numbers(in: answer), "\(answer)")
            #expect(numbers.0 == numbers.1, "\(answer)")
            policies.insert(numbers.0)
        }
        #expect(policies.allSatisfy { $0 % 4 != 0 || $0 == 0 }, "\(policies)")
        #expect(policies.count >= 20, "reviews saw only the policies \(policies.sorted())")
    }

    @Test func aBrokenPolicyStaysVisibleAndTheOldOneHolds() throws {
        try write(policy(7))
        let server = try ServerProcess(certificate, ["--policy", folder.path("policy.yaml")])
        let operations = try #require(server.operations)
        try write("headroom: {default: 1GiB}\n")
        let line = try #require(server.logLine { $0.contains("cannot be used") })
        #expect(line.contains(#"policy.yaml:1: headroom.default: \"1GiB\" is no quantity: write 1Gi"#))
        #expect(try metric("mig_gate_policy_reload_failed", of: server) == 1)
        let ready = try Command.run("curl", ["--silent", "--fail", "http://\(operations)/readyz"])
        #expect(ready.status == 0)
        #expect(ready.standardOutput.contains("policy.yaml:1: headroom.default"), "\(ready.standardOutput)")
        try write(policy(8))
        #expect(try waitFor("mig_gate_policy_reload_failed", 0, of: server))
        #expect(try waitFor("mig_gate_policy_generation", 2, of: server))
    }

    /// As the kubelet mounts a ConfigMap: the file is a link through `..data`, which is exchanged.
    @Test func aMountedConfigMapIsFollowed() throws {
        let manager = FileManager.default
        for (name, number) in [("..1", 1), ("..2", 2), ("..3", 3)] {
            try manager.createDirectory(atPath: folder.path(name), withIntermediateDirectories: false)
            _ = try folder.write(policy(number), to: "\(name)/policy.yaml")
        }
        try manager.createSymbolicLink(atPath: folder.path("..data"), withDestinationPath: "..1")
        try manager.createSymbolicLink(atPath: folder.path("policy.yaml"), withDestinationPath: "..data/policy.yaml")
        let server = try ServerProcess(certificate, ["--policy", folder.path("policy.yaml")])
        for (generation, name) in [(2, "..2"), (3, "..3")] {
            try manager.createSymbolicLink(atPath: folder.path("..data_tmp"), withDestinationPath: name)
            rename(folder.path("..data_tmp"), folder.path("..data"))
            #expect(try waitFor("mig_gate_policy_generation", generation, of: server), "\(name)")
            try manager.removeItem(atPath: folder.path("..\(generation - 1)"))
        }
    }
}
