import Dispatch
package import Foundation
import Synchronization

/// Posts messages over HTTP, each signed anew with secrets as they are at that moment.
///
/// How requests travel, and whom they trust, is `HTTPClient`'s.
package final class URLSessionPoster: Poster {
    /// Puts a message into the words and the JSON of a service.
    package typealias Body = @Sendable (Message, Receiver.Kind, MessageContext) -> JSONNode

    private let settings: Mutex<AlertSettings>
    private let userAgent: String
    private let body: Body
    private let now: @Sendable () -> Date
    private let environment: @Sendable () -> [String: String]
    private let client: HTTPClient

    /// - Parameters:
    ///   - settings: what messages say of the cluster.
    ///   - version: of this program, which it names to servers.
    ///   - timeout: how long one try may take from the first packet to the last.
    ///   - environment: where secrets may stand, asked at every use.
    ///   - now: the time by which messages are signed.
    ///   - body: puts a message into words.
    package init(
        _ settings: AlertSettings,
        version: String,
        timeout: Duration = .seconds(10),
        environment: @escaping @Sendable () -> [String: String] = { ProcessInfo.processInfo.environment },
        now: @escaping @Sendable () -> Date = { Date() },
        body: @escaping Body = { MessageBody.of($0, for: $1, $2) }
    ) {
        self.settings = Mutex(settings)
        self.environment = environment
        self.now = now
        self.body = body
        userAgent = "mig-gate/\(version)"
        client = HTTPClient(timeout: timeout, now: now)
    }

    /// Takes over changed settings, for messages that are posted from now on.
    package func update(_ settings: AlertSettings) {
        self.settings.withLock { $0 = settings }
    }

    package func post(
        _ message: Message,
        to receiver: Receiver,
        form: MessageContext.Form,
        completion: @escaping @Sendable (Outcome) -> Void
    ) {
        deliver(message, to: receiver, form: form) { completion($0.outcome) }
    }

    /// The same, with all that the service said: for whoever tries a receiver.
    package func deliver(
        _ message: Message,
        to receiver: Receiver,
        form: MessageContext.Form,
        completion: @escaping @Sendable (Delivery) -> Void
    ) {
        let destination: Destination
        do throws(DestinationError) {
            destination = try Destination(receiver, environment())
        } catch {
            return completion(Delivery(.configuration(reason: error.description)))
        }
        let moment = now()
        let context = MessageContext(settings.withLock(\.self), receiver, form: form, now: moment)
        let node = body(message, receiver.kind, context)
        let signed: SignedRequest
        do {
            signed = try SignedRequest(node, to: destination, now: moment, userAgent: userAgent)
        } catch {
            return completion(Delivery(.configuration(reason: "receiver \(receiver.name): the request cannot be made")))
        }
        client.send(signed.request) { result in
            completion(Delivery(result, from: destination.url, signed.redactor))
        }
    }

    /// The same for whoever waits.
    package func deliver(_ message: Message, to receiver: Receiver, form: MessageContext.Form) -> Delivery {
        let answer = Mutex<Delivery?>(nil)
        let hasCome = DispatchSemaphore(value: 0)
        deliver(message, to: receiver, form: form) { delivery in
            answer.withLock { $0 = delivery }
            hasCome.signal()
        }
        hasCome.wait()
        guard let delivery = answer.withLock(\.self) else {
            // It is there before the signal.
            preconditionFailure("no answer came with the signal")
        }
        return delivery
    }
}
