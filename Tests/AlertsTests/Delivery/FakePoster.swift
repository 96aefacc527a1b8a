import Foundation
import Synchronization

@testable import Alerts

/// Posts nothing: writes down what it is given, and answers as it is told to, at once or never.
final class FakePoster: Poster {
    private let posts = Mutex<[Delivered]>([])
    private let answer: Mutex<@Sendable (Message) -> Outcome?>

    struct Delivered: Sendable {
        var message: Message
        var receiver: String
        var outcome: Outcome?
    }

    /// - Parameter answer: nil leaves a message unanswered for ever.
    init(_ answer: @escaping @Sendable (Message) -> Outcome? = { _ in .delivered }) {
        self.answer = Mutex(answer)
    }

    func post(
        _ message: Message,
        to receiver: Receiver,
        form: MessageContext.Form,
        completion: @escaping @Sendable (Outcome) -> Void
    ) {
        let outcome = answer.withLock(\.self)(message)
        posts.withLock { $0.append(Delivered(message: message, receiver: receiver.name, outcome: outcome)) }
        if let outcome {
            completion(outcome)
        }
    }

    func answers(_ answer: @escaping @Sendable (Message) -> Outcome?) {
        self.answer.withLock { $0 = answer }
    }

    var all: [Delivered] { posts.withLock(\.self) }

    /// Alerts in messages that were delivered.
    var told: Int { all.reduce(0) { $0 + ($1.outcome == .delivered ? $1.message.count : 0) } }
}
