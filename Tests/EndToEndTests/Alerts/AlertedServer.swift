import Foundation
import TestSupport

/// A running server whose alerts go to fakes of the services.
final class AlertedServer {
    /// A receiver as the file names it.
    struct Receiver {
        let service: RobotService
        var language = "zh"
        /// The key of signatures; nil for none.
        var secret: String?
        /// More lines of the file, for this receiver.
        var more = ""

        var name: String { "\(service.rawValue)-\(language)" }
    }

    let folder: TemporaryFolder
    let fakes: RobotFakes
    /// The alerts file.
    let file: String
    private let certificate: DevelopmentCertificate
    private(set) var server: ServerProcess

    /// Starts a server, with a folder for its outbox.
    ///
    /// - Parameters:
    ///   - fakes: where alerts go.
    ///   - receivers: all of them hear of everything.
    ///   - settings: more lines for the top of the file.
    ///   - prepare: called before the start with the folder of the alerts file and its secrets.
    /// - Throws: when it does not start.
    init(
        _ fakes: RobotFakes,
        _ receivers: [Receiver],
        settings: String = "wait: 0s",
        prepare: (TemporaryFolder) throws -> Void = { _ in }
    ) throws {
        folder = try TemporaryFolder()
        self.fakes = fakes
        file = try Self.write(receivers, settings, fakes, in: folder)
        try prepare(folder)
        certificate = try DevelopmentCertificate()
        server = try Self.start(certificate, file, folder)
    }

    /// Writes an alerts file for receivers among the fakes.
    static func write(
        _ receivers: [Receiver],
        _ settings: String,
        _ fakes: RobotFakes,
        in folder: TemporaryFolder
    ) throws -> String {
        var text = "cluster: prod-eu-1\ntimeZone: Asia/Shanghai\n\(settings)\nreceivers:\n"
        for receiver in receivers {
            let url = try folder.write(fakes.url(receiver.service) + "\n", to: "\(receiver.name)-url")
            text += "  - name: \(receiver.name)\n    type: \(receiver.service.rawValue)\n"
            text += "    language: \(receiver.language)\n    url: {file: \(url)}\n"
            text += "    allowHost: 127.0.0.1:\(fakes.port)\n"
            if let secret = receiver.secret {
                text += "    secret: {file: \(try folder.write("\(secret)\n", to: "\(receiver.name)-secret"))}\n"
            }
            text += receiver.more.isEmpty ? "" : "    \(receiver.more)\n"
        }
        let names = receivers.map(\.name).joined(separator: ", ")
        text += "routes:\n  - receivers: [\(names)]\n"
        return try folder.write(text, to: "alerts.yaml")
    }

    private static func start(
        _ certificate: DevelopmentCertificate,
        _ file: String,
        _ folder: TemporaryFolder
    ) throws -> ServerProcess {
        try ServerProcess(certificate, ["--alerts", file, "--alerts-dir", folder.path("outbox")])
    }

    /// Ends the server as a crash does, and starts it again.
    func crashAndRestart() throws {
        server.signal(SIGKILL)
        _ = server.exitStatus(within: 10)
        server = try Self.start(certificate, file, folder)
    }

    /// Sends a review from the fixtures, or one that `change` has made of it.
    @discardableResult
    func post(_ name: String, _ change: (String) -> String = { $0 }) throws -> String {
        let review = change(try Repository.text("Tests/Fixtures/reviews/\(name).json"))
        let output = try Command.run(
            "curl",
            [
                "--silent", "--show-error", "--cacert", certificate.authority, "--header",
                "content-type: application/json", "--data-binary", "@-", "\(server.url)?timeout=10s",
            ],
            input: Array(review.utf8)
        )
        return output.standardOutput + output.standardError
    }

    /// Everything under `/readyz?verbose`.
    func readiness() throws -> String {
        try Command.run("curl", ["--silent", "http://\(server.operations ?? "")/readyz?verbose"]).standardOutput
    }

    /// Everything under `/metrics`.
    func metrics() throws -> String {
        try Command.run("curl", ["--silent", "http://\(server.operations ?? "")/metrics"]).standardOutput
    }
}
