package import Foundation

/// Fakes of the services that take alerts, in a process of their own: `Tests/Fakes/README.md` says what they check, which
/// options they have and what may go wrong with them.
package final class RobotFakes: Sendable {
    private let process: FakeProcess

    /// Starts the fakes and waits until they say where they listen.
    ///
    /// - Parameters:
    ///   - tls: what they present; they speak plain HTTP without it.
    ///   - scale: how many times faster their limits of rate and bans pass.
    /// - Throws: what they said, when they do not listen within ten seconds.
    package init(tls: DevelopmentCertificate? = nil, scale: Double = 1) throws {
        process = try FakeProcess("robots", ["--scale", "\(scale)"], tls)
    }

    package var port: Int { process.port }

    /// `http://127.0.0.1:41234`
    package var origin: String { process.origin }

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

    private func control(_ path: String, _ body: Data? = nil) throws -> Data {
        try process.control(path, "POST", body)
    }
}
