import Dispatch
import HTTP

/// Answers with what a test wants to see:
/// - `/echo` the body of the request,
/// - `/bytes?count=N` N bytes,
/// - `/loop` the number of the loop,
/// - `/hold` when the test says so: until then the loop does nothing else,
/// - anything else with method, target and the length of the body.
final class TestResponder: Responder {
    /// A request that keeps its loop busy.
    final class Hold: Sendable {
        fileprivate let begun = DispatchSemaphore(value: 0)
        fileprivate let ended = DispatchSemaphore(value: 0)

        /// Waits until a loop is busy; false if none is within ten seconds.
        func hasBegun() -> Bool {
            begun.wait(timeout: .now() + 10) == .success
        }

        func end() {
            ended.signal()
        }
    }

    private let ordinal: Int
    private let hold: Hold

    init(_ ordinal: Int, _ hold: Hold) {
        self.ordinal = ordinal
        self.hold = hold
    }

    func respond(to request: Request) -> Response {
        let body: [UInt8]
        if request.isFor("/echo") {
            body = request.body
        } else if request.isFor("/bytes") {
            body = Array(repeating: UInt8(ascii: "x"), count: request.query("count").flatMap { Int($0) } ?? 0)
        } else if request.isFor("/loop") {
            body = Array("\(ordinal)".utf8)
        } else if request.isFor("/hold") {
            hold.begun.signal()
            _ = hold.ended.wait(timeout: .now() + 10)
            body = []
        } else {
            body = Array("\(request.method) \(request.target) \(request.body.count)".utf8)
        }
        return Response(.ok, contentType: "text/plain", body: body)
    }
}
