import Foundation

@testable import Alerts

/// What a service may answer, and what that means.
struct AnswerFixture: CustomStringConvertible {
    let answer: HTTPAnswer
    let outcome: Outcome

    init(_ status: Int, _ body: String, _ outcome: Outcome, headers: [String: String] = [:]) {
        answer = HTTPAnswer(
            status: status,
            headers: headers,
            body: Array(body.utf8),
            received: Date(timeIntervalSince1970: 1_700_000_000)
        )
        self.outcome = outcome
    }

    var description: String { "\(answer.status) \(String(decoding: answer.body, as: UTF8.self)) \(answer.headers)" }

    func outcome(from kind: Receiver.Kind) -> Outcome {
        Answer.read(answer, from: kind).outcome
    }
}
