import Foundation
import TestSupport

/// Reviews that curl sends one after another over one connection.
struct ReviewBatch {
    private let folder: TemporaryFolder
    private(set) var count = 0

    init() throws {
        folder = try TemporaryFolder()
    }

    mutating func append(_ body: Data) throws {
        try body.write(to: folder.url.appendingPathComponent("question-\(count).json"))
        count += 1
    }

    /// Sends them and reads the answers, in order.
    func answers(of server: ServerProcess, trusting authority: String) throws -> [ReviewAnswer] {
        let transfers = (0..<count).map { number in
            """
            url = "\(server.url)?timeout=10s"
            cacert = "\(authority)"
            header = "Content-Type: application/json"
            data-binary = "@\(folder.path("question-\(number).json"))"
            output = "\(folder.path("answer-\(number).json"))"
            fail
            silent
            show-error
            http1.1
            """
        }
        let configuration = try folder.write(transfers.joined(separator: "\nnext\n"), to: "curl.config")
        let output = try Command.run("curl", ["--fail-early", "--config", configuration])
        guard output.status == 0 else { throw CurlError(words: output.standardError) }
        return try (0..<count).map { number in
            let answer = try Data(contentsOf: folder.url.appendingPathComponent("answer-\(number).json"))
            return try JSONDecoder().decode(ReviewAnswer.self, from: answer)
        }
    }
}

struct CurlError: Error {
    let words: String
}
