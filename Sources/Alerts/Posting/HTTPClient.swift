import Dispatch
package import Foundation
package import FoundationNetworking
import Synchronization

/// Sends requests over HTTP, each on a connection of its own, and bounds what comes back: in time and in bytes.
///
/// TLS certificates are always verified, against the system's CAs and those of `TrustedCA`; redirects are not followed;
/// no cookie and no answer is kept. `HTTPS_PROXY` and `NO_PROXY` count as libcurl has them. There has to be a libcurl
/// (`TrustedCA.obstacle`).
package final class HTTPClient: Sendable {
    package typealias Completion = @Sendable (Result<HTTPAnswer, TransportFailure>) -> Void

    private let timeout: Duration
    private let limit: Int
    private let exchanges: Exchanges
    private let session: URLSession

    /// - Parameters:
    ///   - timeout: how long one exchange may take from the first packet to the last.
    ///   - limit: bytes of a body that are read; what follows is left unread.
    ///   - now: the time at which answers come.
    package init(
        timeout: Duration,
        limit: Int = HTTPAnswer.limit,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.timeout = timeout
        self.limit = limit
        exchanges = Exchanges(now: now)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        // Nobody waits until another's server lets go of a connection.
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

    /// Sends a request.
    ///
    /// - Parameters:
    ///   - request: what to send.
    ///   - completion: called exactly once, on any thread.
    package func send(_ request: URLRequest, completion: @escaping Completion) {
        exchanges.start(session.dataTask(with: request), timeout: timeout, limit: limit, completion)
    }

    /// The same for whoever waits.
    package func answer(to request: URLRequest) -> Result<HTTPAnswer, TransportFailure> {
        let answer = Mutex<Result<HTTPAnswer, TransportFailure>>(.failure(.timedOut))
        let hasCome = DispatchSemaphore(value: 0)
        send(request) { result in
            answer.withLock { $0 = result }
            hasCome.signal()
        }
        hasCome.wait()
        return answer.withLock(\.self)
    }
}
