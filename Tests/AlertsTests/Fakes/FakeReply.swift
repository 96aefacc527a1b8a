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

    /// Posts the same body many times on one connection, and answers all calls of the service since the start.
    func postMany(_ count: Int, _ body: String, to service: RobotService) throws -> [RobotCall] {
        // Fragments are not sent: the same URL again and again.
        _ = try curl("\(url(service))#[1-\(count)]", ["--data-raw", body])
        return try calls(service)
    }

    /// Runs curl for at most five seconds, mostly with a body of JSON.
    func curl(_ url: String, _ arguments: [String], _ body: String = "") throws -> Command.Output {
        let fixed = ["--silent", "--noproxy", "*", "--max-time", "5", "--header", "Content-Type: application/json"]
        return try Command.run("curl", fixed + arguments + [url], input: Array(body.utf8))
    }
}
