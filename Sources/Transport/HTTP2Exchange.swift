import HTTP
import Telemetry

/// HTTP/2 on one connection: many requests at once, each answered when it is whole.
final class HTTP2Exchange: Exchange {
    private let session: HTTP2Session
    private let limits: Limits
    /// When the last stream ended, or the connection began.
    private var idleSince: ContinuousClock.Instant
    /// What the requests under way hold of the budget.
    private var claimed = 0
    private(set) var isOver = false
    /// Whether nghttp2 has given up on the client, which it may do without a last word.
    private var isBroken = false

    init(_ loop: LoopContext) throws(HTTP2Fault) {
        limits = loop.limits
        session = try HTTP2Session(limits: loop.limits, now: loop.now)
        idleSince = loop.now
    }

    var isIdle: Bool { session.isIdle }

    /// Streams have deadlines of their own, which `expire` looks at whenever it is called.
    var deadline: ContinuousClock.Instant {
        isIdle ? idleSince + limits.idleTime : idleSince
    }

    func receive(_ plaintext: UnsafeRawBufferPointer, _ loop: LoopContext) {
        guard !isOver else { return }
        do throws(HTTP2Fault) {
            try session.receive(plaintext, now: loop.now)
            while let request = session.nextRequest() {
                answer(request, loop)
            }
            claim(loop)
            idleSince = loop.now
        } catch {
            (isOver, isBroken) = (true, true)
        }
        send(loop)
    }

    private func answer(_ request: HTTP2Request, _ loop: LoopContext) {
        let response: Response
        if let fault = request.fault {
            loop.counters.faults.increment()
            response = fault.response
        } else {
            loop.counters.requests.increment()
            response = loop.responder.respond(to: request.request)
        }
        session.respond(response, to: request.stream, date: loop.date)
    }

    /// Claims the memory that requests under way have taken; where there is none left, they are turned away.
    private func claim(_ loop: LoopContext) {
        let wanted = session.bytesClaimed
        if wanted > claimed, !loop.bytesInFlight.take(wanted - claimed) {
            let overload = HTTPFault(.serviceUnavailable, "too many requests are under way; try again").response
            for stream in session.incompleteStreams {
                loop.counters.overloads.increment()
                loop.counters.faults.increment()
                session.respond(overload, to: stream, date: loop.date)
            }
            return claim(loop)
        }
        if wanted < claimed {
            loop.bytesInFlight.give(claimed - wanted)
        }
        claimed = wanted
    }

    /// Lets nghttp2 say what it has to; a violation is its last word.
    private func send(_ loop: LoopContext) {
        do throws(HTTP2Fault) {
            try session.takeOutput(into: &loop.output)
        } catch {
            isOver = true
        }
        if session.isFinished {
            isOver = true
        }
        if isOver, isBroken || session.hasBeenTerminated {
            loop.counters.http2Violations.increment()
        }
    }

    func expire(_ loop: LoopContext) {
        if isIdle, loop.now >= deadline {
            session.shutDown()
            send(loop)
            isOver = true
        } else {
            let expired = session.resetExpiredStreams(now: loop.now)
            if expired > 0 {
                loop.counters.timeouts.increment(by: expired)
                send(loop)
            }
        }
    }

    func drain(_ loop: LoopContext) {
        session.shutDown()
        send(loop)
    }

    func release(_ loop: LoopContext) {
        loop.bytesInFlight.give(claimed)
        claimed = 0
    }
}
