package import Foundation

/// Fakes of the services that take alerts, in a process of their own: `Tests/Fakes/README.md` says what they check, which
/// options they have and what may go wrong with them.
package final class RobotFakes: Sendable {
    package let port: Int
    private let process: Process
    private let certificate: DevelopmentCertificate?
    // Its other end closes with this process, however that ends: nobody is left behind.
    private let input = Pipe()

    /// Starts the fakes and waits until they say where they listen.
    ///
    /// - Parameters:
    ///   - tls: what they present; they speak plain HTTP without it.
    ///   - scale: how many times faster their limits of rate and bans pass.
    /// - Throws: what they said, when they do not listen within ten seconds.
    package init(tls: DevelopmentCertificate? = nil, scale: Double = 1) throws {
        certificate = tls
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        var arguments = [
            "-B", Repository.file("Tests/Fakes/robots").path, "--scale", "\(scale)", "--until-input-ends",
        ]
        if let tls {
            arguments += ["--tls-cert", tls.chain, "--tls-key", tls.key]
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
            throw RobotFakesError(output: log.all)
        }
        self.port = port
    }

    deinit {
        // Processes that a test's thread starts have most signals blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// `http://127.0.0.1:41234`
    package var origin: String { "\(certificate == nil ? "http" : "https")://127.0.0.1:\(port)" }

    /// Where a service takes messages.
    ///
    /// - Parameters:
    ///   - service: the service.
    ///   - token: what the URL proves its sender with; nil for the one that the service knows at first.
    /// - Returns: the URL, DingTalk's without a signature.
    package func url(_ service: RobotService, token: String? = nil) -> String {
        origin + service.path(token: token ?? service.token)
    }

    /// Sets options of a service; `NSNull()` unsets one.
    ///
    /// - Throws: what the fakes said, for options that they do not have.
    package func configure(_ service: RobotService, _ options: [String: Any]) throws {
        _ = try control("", JSONSerialization.data(withJSONObject: [service.rawValue: options]))
    }

    /// Moves the clock of a service to `time`, from where it goes on.
    package func setClock(of service: RobotService, to time: Date) throws {
        try configure(service, ["clockOffset": time.timeIntervalSinceNow])
    }

    /// Makes everything as it was at the start, and forgets all calls.
    package func reset() throws {
        _ = try control("/reset", Data())
    }

    /// The calls that came, the first first; those of one service where it is named.
    package func calls(_ service: RobotService? = nil, accepted: Bool? = nil) throws -> [RobotCall] {
        try calls(service, accepted, "")
    }

    /// Waits until so many calls have come.
    ///
    /// - Returns: the calls; fewer than `count` where no more came within `seconds`.
    package func waitForCalls(
        _ count: Int,
        of service: RobotService,
        accepted: Bool? = nil,
        within seconds: Double = 10
    ) throws -> [RobotCall] {
        try calls(service, accepted, "&atLeast=\(count)&within=\(seconds)")
    }

    /// What Alertmanager knows, by the labels of each alert.
    package func alerts() throws -> [RobotAlert] {
        try JSONDecoder().decode([RobotAlert].self, from: control("/alerts"))
    }

    private func calls(_ service: RobotService?, _ accepted: Bool?, _ wait: String) throws -> [RobotCall] {
        let service = service.map { "&service=\($0.rawValue)" } ?? ""
        let accepted = accepted.map { "&accepted=\($0)" } ?? ""
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return try decoder.decode([RobotCall].self, from: control("/calls?" + service + accepted + wait))
    }

    /// Asks the fakes something, or tells them something where there is a body.
    private func control(_ path: String, _ body: Data? = nil) throws -> Data {
        var arguments = ["--silent", "--show-error", "--fail-with-body", "--noproxy", "*", origin + "/control" + path]
        if let certificate {
            arguments += ["--cacert", certificate.authority]
        }
        if body != nil {
            arguments += ["--header", "Content-Type: application/json", "--data-binary", "@-"]
        }
        let output = try Command.run("curl", arguments, input: Array(body ?? Data()))
        guard output.status == 0 else {
            throw RobotFakesError(output: [output.standardOutput, output.standardError])
        }
        return Data(output.standardOutput.utf8)
    }
}

/// What the fakes said when they did not start, or would not do what they were told.
package struct RobotFakesError: Error {
    package let output: [String]
}
