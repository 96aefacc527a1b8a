import Dispatch
package import Foundation
import FoundationNetworking
import Synchronization

/// Posts messages over HTTP, each signed anew with secrets as they are at that moment.
///
/// TLS certificates are always verified, against the system's CAs and those of `TrustedCA`; redirects are not followed;
/// no cookie and no answer is kept. `HTTPS_PROXY` and `NO_PROXY` count as libcurl has them.
package final class URLSessionPoster: Poster {
    /// Puts a message into the words and the JSON of a service.
    package typealias Body = @Sendable (Message, Receiver.Kind, MessageContext) -> JSONNode

    private let settings: Mutex<AlertSettings>
    private let userAgent: String
    private let timeout: Duration
    private let body: Body
    private let now: @Sendable () -> Date
    private let environment: @Sendable () -> [String: String]
    private let exchanges: Exchanges
    private let session: URLSession

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
        self.timeout = timeout
        self.environment = environment
        self.now = now
        self.body = body
        userAgent = "mig-gate/\(version)"
        exchanges = Exchanges(now: now)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        // No receiver waits until another's server lets go of a connection.
        configuration.httpMaximumConnectionsPerHost = 256
        // The exchange's own deadline comes first.
        configuration.timeoutIntervalForRequest = timeout / .seconds(1) + 5
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    deinit {
        exchanges.endAll()
        // The session holds its delegate until then.
        session.finishTasksAndInvalidate()
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
        exchanges.start(session.dataTask(with: signed.request), timeout: timeout) { result in
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
