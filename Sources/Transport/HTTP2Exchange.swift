import HTTP
import Telemetry

/// HTTP/2 on one connection: many requests at once, each answered when it is whole.
final class HTTP2Exchange: Exchange {
    private let session: HTTP2Session
    private let limits: Limits
    private(set) var idleSince: ContinuousClock.Instant
    private(set) var hasAnswered = false
    /// What the requests under way hold of the budget.
    private var claimed = 0
    /// Requests that count as under way.
    private var counted = 0
    /// When the client was asked to go elsewhere.
    private var announced: ContinuousClock.Instant?
    private(set) var isOver = false

    /// - Parameters:
    ///   - loop: whose connection it is.
    ///   - place: the connection's; requests on one of the reserve are turned away.
    /// - Throws: `HTTP2Fault` when memory is short.
    init(_ loop: LoopContext, _ place: ConnectionPlaces.Kind) throws(HTTP2Fault) {
        limits = loop.limits
        session = try HTTP2Session(limits: loop.limits, now: loop.now)
        session.refusal = place == .reserve ? .crowd : nil
        idleSince = loop.now
    }

    func welcome() {
        session.refusal = nil
    }

    var isIdle: Bool { session.isIdle }

    /// Streams have deadlines of their own, which `expire` looks at whenever it is called.
    var deadline: ContinuousClock.Instant {
        guard isIdle else { return idleSince }
        // Behind the announcement only streams are waited for that were on their way.
        return announced.map { max($0, idleSince) + limits.stopArrivalTime } ?? idleSince + limits.idleTime
    }

    func receive(_ plaintext: UnsafeRawBufferPointer, _ loop: LoopContext) {
        guard !isOver else { return }
        do throws(HTTP2Fault) {
            try session.receive(plaintext, now: loop.now)
            countRequests(loop)
            while let request = session.nextRequest() {
                answer(request, loop)
            }
        } catch {
            end(loop)
        }
        send(loop)
    }

    private func answer(_ request: HTTP2Request, _ loop: LoopContext) {
        let response: Response
        if let fault = request.fault {
            loop.counters.count(fault)
            response = fault.response
        } else {
            loop.requests.answered.increment()
            loop.requests.bodyBytes.increment(by: request.request.body.count)
            response = loop.responder.respond(to: request.request)
        }
        session.respond(response, to: request.stream, date: loop.date)
        hasAnswered = true
        idleSince = loop.now
        if session.refusal != nil {
            session.shutDown()
        } else if loop.isDraining {
            announce(loop)
        }
    }

    /// Has the meter know of requests that have begun or ended since the last call.
    private func countRequests(_ loop: LoopContext) {
        session.takeAnswered { loop.meter.measure(since: $0) }
        let change = session.requestsInFlight - counted
        counted = session.requestsInFlight
        change > 0 ? loop.meter.begin(change) : loop.meter.end(-change)
    }

    /// Claims the memory that requests under way have taken; where there is none left, they are turned away.
    private func claim(_ loop: LoopContext) {
        let wanted = max(0, session.bytesClaimed - limits.freeBodyBytes)
        if wanted > claimed, !loop.bytesInFlight.take(wanted - claimed) {
            for stream in session.incompleteStreams {
                loop.counters.count(.overload)
                session.respond(HTTPFault.overload.response, to: stream, date: loop.date)
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
        claim(loop)
        do throws(HTTP2Fault) {
            try session.takeOutput(into: &loop.output)
        } catch {
            end(loop)
        }
        // Streams that ended with their answer hold nothing any more.
        claim(loop)
        countRequests(loop)
        if session.isFinished, !isOver {
            isOver = true
            if session.hasBeenTerminated {
                loop.counters.http2Violations.increment()
            }
        }
    }

    /// Ends the connection for what the client did.
    private func end(_ loop: LoopContext) {
        guard !isOver else { return }
        isOver = true
        loop.counters.http2Violations.increment()
    }

    func expire(_ loop: LoopContext) {
        if isIdle, loop.now >= deadline {
            leave(loop)
        } else {
            loop.counters.timeouts.increment(by: session.expireStreams(now: loop.now, date: loop.date))
            send(loop)
        }
    }

    func drain(_ loop: LoopContext) {
        announce(loop)
        send(loop)
    }

    func close(_ loop: LoopContext) {
        session.shutDown()
        send(loop)
    }

    func leave(_ loop: LoopContext) {
        close(loop)
        isOver = true
    }

    private func announce(_ loop: LoopContext) {
        guard announced == nil else { return }
        announced = loop.now
        session.announceShutDown()
    }

    func release(_ loop: LoopContext) {
        loop.meter.end(counted)
        counted = 0
        loop.bytesInFlight.give(claimed)
        claimed = 0
    }
}
