package import Foundation

/// A fake of `Tests/Fakes` in a process of its own, which ends with this one.
package final class FakeProcess: Sendable {
    package let port: Int
    private let process: Process
    private let certificate: DevelopmentCertificate?
    // Its other end closes with this process, however that ends: nobody is left behind.
    private let input = Pipe()

    /// Starts a fake and waits until it says where it listens.
    ///
    /// - Parameters:
    ///   - name: its folder in `Tests/Fakes`.
    ///   - arguments: options of its own.
    ///   - certificate: what it presents; it speaks plain HTTP without one.
    /// - Throws: what it said, when it does not listen within ten seconds.
    package init(_ name: String, _ arguments: [String], _ certificate: DevelopmentCertificate?) throws {
        self.certificate = certificate
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        let tls = certificate.map { ["--tls-cert", $0.chain, "--tls-key", $0.key] } ?? []
        process.arguments =
            ["-B", Repository.file("Tests/Fakes/\(name)").path, "--until-input-ends"] + arguments + tls
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = input
        let log = LogLines(output)
        try process.run()
        guard let line = log.first(where: { $0.hasPrefix("listening ") }, within: 10),
            let port = Int(line.dropFirst("listening ".count))
        else {
            kill(process.processIdentifier, SIGKILL)
            throw FakeProcessError(output: log.all)
        }
        self.port = port
    }

    deinit {
        // Processes that a test's thread starts have most signals blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// `https://127.0.0.1:41234`
    package var origin: String { "\(certificate == nil ? "http" : "https")://127.0.0.1:\(port)" }

    /// Asks the fake something, or tells it something where there is a body.
    ///
    /// - Parameters:
    ///   - path: what follows `/control`.
    ///   - method: how a body is sent.
    ///   - body: JSON.
    /// - Returns: the answer's body.
    /// - Throws: what the fake said to what it does not take.
    package func control(_ path: String, _ method: String = "GET", _ body: Data? = nil) throws -> Data {
        var arguments = ["--silent", "--show-error", "--fail-with-body", "--noproxy", "*", origin + "/control" + path]
        if let certificate {
            arguments += ["--cacert", certificate.authority]
        }
        if body != nil {
            arguments += ["--request", method, "--header", "Content-Type: application/json", "--data-binary", "@-"]
        }
        let output = try Command.run("curl", arguments, input: Array(body ?? Data()))
        guard output.status == 0 else {
            throw FakeProcessError(output: [output.standardOutput, output.standardError])
        }
        return Data(output.standardOutput.utf8)
    }
}

/// What a fake said when it did not start, or would not do what it was told.
package struct FakeProcessError: Error {
    package let output: [String]
}
