/// What makes a request unanswerable by any route. It is answered with a status, and the connection is closed, for nobody
/// can tell any more where the next request begins.
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
}
