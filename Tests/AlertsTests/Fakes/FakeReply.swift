import Foundation
import TestSupport

/// What a fake answered to a request made by hand.
struct FakeReply: Equatable {
    var status: Int
    var body: String

    init(_ status: Int, _ body: String) {
        self.status = status
        self.body = body
    }
}

extension RobotFakes {
    /// Posts a body as it is.
    ///
    /// - Parameters:
    ///   - body: the bytes, mostly JSON.
    ///   - url: where to; used as it is, without any encoding.
    ///   - arguments: more for curl.
    /// - Returns: what came; the status 0 where nothing did.
    /// - Throws: when there is no curl.
    func post(_ body: String, to url: String, _ arguments: [String] = []) throws -> FakeReply {
        let output = try curl(url, ["--write-out", "\n%{http_code}", "--data-binary", "@-"] + arguments, body)
        let end = output.standardOutput.lastIndex(of: "\n") ?? output.standardOutput.startIndex
        let status = output.standardOutput[end...].dropFirst()
        return FakeReply(Int(status) ?? 0, String(output.standardOutput[..<end]))
    }

    /// Posts a body with the token that the service knows.
    func post(_ body: String, to service: RobotService) throws -> FakeReply {
        try post(body, to: url(service))
    }

    /// Posts several bodies, one after the other, on one connection: quicker than one by one.
    func postAll(_ bodies: [String], to service: RobotService) throws -> [FakeReply] {
        let separator = "\u{1E}"
        let requests = bodies.map { body in
            let quoted = [(#"\"#, #"\\"#), ("\"", #"\""#), ("\n", #"\n"#)].reduce(body) {
                $0.replacingOccurrences(of: $1.0, with: $1.1)
            }
            return """
                silent\nnoproxy = "*"\nmax-time = 5\nurl = "\(url(service))"\nheader = "Content-Type: application/json"
                data-raw = "\(quoted)"\nwrite-out = "\(separator)%{http_code}\(separator)"
                """
        }
        let configuration = requests.joined(separator: "\nnext\n")
        let output = try Command.run("curl", ["--config", "-"], input: Array(configuration.utf8))
        let parts = output.standardOutput.components(separatedBy: separator)
        return bodies.indices.map { index in
            parts.count > 2 * index + 1 ? FakeReply(Int(parts[2 * index + 1]) ?? 0, parts[2 * index]) : FakeReply(0, "")
        }
    }

    /// Posts the same body many times on one connection.
    func postMany(_ count: Int, _ body: String, to service: RobotService) throws {
        // Fragments are not sent: the same URL again and again.
        _ = try curl("\(url(service))#[1-\(count)]", ["--data-raw", body])
    }

    /// Runs curl for at most five seconds, mostly with a body of JSON.
    func curl(_ url: String, _ arguments: [String], _ body: String = "") throws -> Command.Output {
        let fixed = ["--silent", "--noproxy", "*", "--max-time", "5", "--header", "Content-Type: application/json"]
        return try Command.run("curl", fixed + arguments + [url], input: Array(body.utf8))
    }
}
