/// What makes a request unanswerable by any route. It is answered with a status; over HTTP/1.1 the connection is then closed,
/// for nobody can tell any more where the next request begins.
package struct HTTPFault: Error, Hashable, Sendable {
    package let status: Status
    package let reason: String

    package init(_ status: Status, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    package var response: Response {
        .text(status, reason, retryAfter: status == .serviceUnavailable ? 1 : nil)
    }

    /// A request that was begun and not finished.
    package static let late = HTTPFault(.requestTimeout, "the request did not come whole in time")

    static func bodyTooLarge(_ limits: Limits) -> HTTPFault {
        HTTPFault(.contentTooLarge, "the body is longer than \(limits.bodyBytes) bytes")
    }

    /// A request for which there is no room now.
    package static let overload = HTTPFault(.serviceUnavailable, "too many requests are under way; try again")

    /// A request that may have left for a server while that stopped.
    package static let stopped = HTTPFault(.serviceUnavailable, "the server stops; try again elsewhere")

    /// A request on a connection for which there is no room now.
    package static let crowd = HTTPFault(.serviceUnavailable, "too many connections are open; try again")
}
