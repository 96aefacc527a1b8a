package import Foundation

/// A fake of the Kubernetes API, in a process of its own, that knows a Secret and a webhook configuration:
/// `Tests/Fakes/README.md` says what it checks and what may go wrong with it.
package final class KubernetesFake: Sendable {
    /// One of the two objects that there are.
    package enum Object: String, Sendable {
        case secret
        case webhook
    }

    /// A call that the fake recorded.
    package struct Call: Decodable, Sendable {
        /// `get` or `update`.
        package let verb: String
        package let path: String
        package let body: String
        /// What was answered; nil where a fault took the call before it was done.
        package let status: Int?
        /// What went wrong on the way: `hang`.
        package let fault: String?
        /// By their names in lower case.
        package let headers: [String: String]
    }

    /// What callers have to show.
    package static let token = "eyJhbGciOiJSUzI1NiJ9.made-up.b2YgYSB0ZXN0LCBub3RoaW5nIGVsc2U"

    package let port: Int
    private let process: Process
    private let certificate: DevelopmentCertificate?
    // Its other end closes with this process, however that ends: nobody is left behind.
    private let input = Pipe()

    /// Starts the fake, without objects, and waits until it says where it listens.
    ///
    /// - Parameter certificate: what it presents; it speaks plain HTTP without one.
    /// - Throws: what it said, when it does not listen within ten seconds.
    package init(_ certificate: DevelopmentCertificate? = nil) throws {
        self.certificate = certificate
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        var arguments = [
            "-B", Repository.file("Tests/Fakes/kubernetes").path, "--token", Self.token, "--until-input-ends",
        ]
        if let certificate {
            arguments += ["--tls-cert", certificate.chain, "--tls-key", certificate.key]
        }
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = input
        let log = LogLines(output)
        try process.run()
        guard let line = log.first(where: { $0.hasPrefix("listening ") }, within: 10),
            let port = Int(line.dropFirst("listening ".count))
        else {
            kill(process.processIdentifier, SIGKILL)
            throw KubernetesFakeError(output: log.all)
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

    /// Puts an object there as JSON has it; nil takes it away.
    package func put(_ object: Object, _ json: String?) throws {
        _ = try control(object.rawValue, Data((json ?? "null").utf8))
    }

    /// The object as it is now: `null` where there is none.
    package func json(_ object: Object) throws -> Data {
        try control(object.rawValue)
    }

    /// Has calls go wrong from now on: faults as the README has them.
    ///
    /// - Throws: what the fake said, for faults that it does not know.
    package func fail(_ faults: [[String: Any]]) throws {
        _ = try control("faults", JSONSerialization.data(withJSONObject: faults))
    }

    /// The calls that came, the first first.
    package func calls() throws -> [Call] {
        try JSONDecoder().decode([Call].self, from: control("calls"))
    }

    /// Asks the fake something, or tells it something where there is a body.
    private func control(_ path: String, _ body: Data? = nil) throws -> Data {
        var arguments = [
            "--silent", "--show-error", "--fail-with-body", "--noproxy", "*", origin + "/control/" + path,
        ]
        if let certificate {
            arguments += ["--cacert", certificate.authority]
        }
        if body != nil {
            arguments += ["--request", "PUT", "--data-binary", "@-"]
        }
        let output = try Command.run("curl", arguments, input: Array(body ?? Data()))
        guard output.status == 0 else {
            throw KubernetesFakeError(output: [output.standardOutput, output.standardError])
        }
        return Data(output.standardOutput.utf8)
    }
}

/// What the fake said when it did not start, or would not do what it was told.
package struct KubernetesFakeError: Error {
    package let output: [String]
}
