import Dispatch
import Foundation
import FoundationNetworking
import Synchronization

/// Requests under way, with as much of their answers as has come: the delegate of the session.
///
/// Whatever comes first ends an exchange: the answer, a failure, or the deadline; what comes later is ignored.
final class Exchanges: NSObject, Sendable {
    typealias Completion = @Sendable (Result<HTTPAnswer, TransportFailure>) -> Void

    private struct Exchange {
        let task: URLSessionTask
        let completion: Completion
        let limit: Int
        var status = 0
        var headers: [String: String] = [:]
        var body: [UInt8] = []
    }

    /// By the identifiers of their tasks.
    private let exchanges = Mutex<[Int: Exchange]>([:])
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// Starts a task that was made with this delegate's session.
    ///
    /// - Parameters:
    ///   - task: the task.
    ///   - timeout: how long the exchange may take from now on.
    ///   - limit: bytes of the body that are read.
    ///   - completion: called exactly once.
    func start(
        _ task: URLSessionDataTask,
        timeout: Duration,
        limit: Int = HTTPAnswer.limit,
        _ completion: @escaping Completion
    ) {
        let identifier = task.taskIdentifier
        exchanges.withLock { $0[identifier] = Exchange(task: task, completion: completion, limit: limit) }
        let milliseconds = Int(timeout / .milliseconds(1))
        // Foundation's own timeout begins anew with each byte that comes.
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
            self.end(identifier) { _ in .failure(.timedOut) }
        }
        task.resume()
    }

    /// Ends all exchanges: no answers come any more.
    func endAll() {
        for exchange in exchanges.withLock({ Array($0.values) }) {
            end(exchange.task.taskIdentifier) { _ in .failure(.closed) }
        }
    }

    private func end(_ identifier: Int, _ result: (Exchange) -> Result<HTTPAnswer, TransportFailure>) {
        guard let exchange = exchanges.withLock({ $0.removeValue(forKey: identifier) }) else { return }
        // Of no consequence where it has ended by itself.
        exchange.task.cancel()
        exchange.completion(result(exchange))
    }

    private func answer(_ exchange: Exchange) -> Result<HTTPAnswer, TransportFailure> {
        guard exchange.status != 0 else { return .failure(.closed) }
        return .success(
            HTTPAnswer(status: exchange.status, headers: exchange.headers, body: exchange.body, received: now())
        )
    }
}

extension Exchanges: URLSessionDataDelegate {
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        // None comes, for CCURL calls their header otherwise. The message goes where the configuration says, or nowhere.
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        record(response, of: dataTask)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isFull = exchanges.withLock { exchanges in
            guard let room = exchanges[dataTask.taskIdentifier].map({ $0.limit - $0.body.count }) else {
                return false
            }
            exchanges[dataTask.taskIdentifier]?.body += data.prefix(room)
            return data.count >= room
        }
        guard isFull else { return }
        if let response = dataTask.response {
            record(response, of: dataTask)
        }
        end(dataTask.taskIdentifier, answer)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        // Of an answer without a body nothing has come before.
        if let response = task.response {
            record(response, of: task)
        }
        end(task.taskIdentifier) { exchange in
            error.map { .failure(TransportFailure($0)) } ?? answer(exchange)
        }
    }

    private func record(_ response: URLResponse, of task: URLSessionTask) {
        guard let response = response as? HTTPURLResponse else { return }
        var headers: [String: String] = [:]
        for case (let name as String, let value as String) in response.allHeaderFields {
            let name = name.lowercased()
            // CCURL's name for it, under which Foundation lets it be.
            headers[name == "x-redirect-to" ? "location" : name] = value
        }
        exchanges.withLock { exchanges in
            exchanges[task.taskIdentifier]?.status = response.statusCode
            exchanges[task.taskIdentifier]?.headers = headers
        }
    }
}
