import HTTP
import Telemetry

/// HTTP/1.1 on one connection: requests one after another, each answered before the next is looked at.
final class HTTP1Exchange: Exchange {
    private var parser: HTTP1Parser
    private var phase = HTTP1Parser.Phase.idle
    /// When the present phase began.
    private var phaseStart: ContinuousClock.Instant
    /// When the first byte of the present request came.
    private var requestStart: ContinuousClock.Instant
    /// What the present request holds of the budget.
    private var claimed = 0
    /// Whether a request counts as under way.
    private var isCounted = false
    /// Whether there is no room for the connection.
    private var turnsAway: Bool
    private let limits: Limits
    private(set) var isOver = false
    private(set) var hasAnswered = false

    /// - Parameters:
    ///   - loop: whose connection it is.
    ///   - place: the connection's; requests on one of the reserve are turned away.
    init(_ loop: LoopContext, _ place: ConnectionPlaces.Kind) {
        turnsAway = place == .reserve
        limits = loop.limits
        parser = HTTP1Parser(limits: loop.limits)
        phaseStart = loop.now
        requestStart = loop.now
    }

    func welcome() {
        turnsAway = false
    }

    var isIdle: Bool { phase == .idle }

    var idleSince: ContinuousClock.Instant { phaseStart }

    var deadline: ContinuousClock.Instant {
        switch phase {
        case .idle: phaseStart + limits.idleTime
        case .head: phaseStart + limits.headTime
        case .body: phaseStart + limits.bodyTime
        }
    }

    func receive(_ plaintext: UnsafeRawBufferPointer, _ loop: LoopContext) {
        guard !isOver else { return }
        if phase == .idle {
            requestStart = loop.now
            count(true, loop)
        }
        parser.receive(plaintext)
        do throws(HTTPFault) {
            try answerAll(loop)
            try enter(parser.phase, loop)
        } catch {
            refuse(error, loop)
        }
    }

    private func answerAll(_ loop: LoopContext) throws(HTTPFault) {
        while !isOver {
            let step = try parser.next()
            try turnAway(step)
            switch step {
            case .incomplete: return
            case .expectsContinue:
                // Nobody is asked for a body that there is no room for.
                try enter(parser.phase, loop)
                loop.output.append(contentsOf: HTTP1Serializer.continueResponse)
            case .request(let request):
                giveBack(loop)
                // The next one of several that came together.
                count(true, loop)
                answer(request, loop)
                loop.meter.measure(since: requestStart)
                count(false, loop)
                hasAnswered = true
                requestStart = loop.now
                phase = .idle
                phaseStart = loop.now
            }
        }
    }

    /// Whoever is turned away learns it behind the head of its request: nobody reads a body for that.
    private func turnAway(_ step: HTTP1Parser.Step) throws(HTTPFault) {
        guard turnsAway else { return }
        if case .incomplete = step, parser.phase != .body { return }
        throw .crowd
    }

    /// Has the meter know whether a request is under way.
    private func count(_ isUnderWay: Bool, _ loop: LoopContext) {
        guard isUnderWay != isCounted else { return }
        isCounted = isUnderWay
        isUnderWay ? loop.meter.begin() : loop.meter.end()
    }

    private func answer(_ parsed: HTTP1Request, _ loop: LoopContext) {
        let request = Request(
            method: parsed.method,
            target: parsed.target,
            fields: parsed.fields,
            body: parsed.body,
            age: loop.now - requestStart
        )
        let response = loop.responder.respond(to: request)
        loop.requests.answered.increment()
        loop.requests.bodyBytes.increment(by: parsed.body.count)
        let said = loop.output.count + response.body.count
        isOver = parsed.closesConnection || loop.isDraining || said > limits.bytesPerTurn
        HTTP1Serializer.append(
            response,
            to: &loop.output,
            date: loop.date,
            closes: isOver,
            isHead: parsed.method == "HEAD"
        )
    }

    /// Notes where the stream stands now, and claims the memory that the request under way has come to need.
    private func enter(_ phase: HTTP1Parser.Phase, _ loop: LoopContext) throws(HTTPFault) {
        if phase != self.phase {
            self.phase = phase
            phaseStart = loop.now
        }
        count(phase != .idle, loop)
        guard phase == .body, parser.bytesClaimed > claimed else { return }
        guard loop.bytesInFlight.take(parser.bytesClaimed - claimed) else {
            throw HTTPFault.overload
        }
        claimed = parser.bytesClaimed
    }

    /// Says what is wrong and ends the connection.
    private func refuse(_ fault: HTTPFault, _ loop: LoopContext) {
        loop.counters.count(fault)
        HTTP1Serializer.append(fault.response, to: &loop.output, date: loop.date, closes: true)
        isOver = true
    }

    func expire(_ loop: LoopContext) {
        switch phase {
        case .idle: isOver = true
        case .head, .body:
            refuse(.late, loop)
        }
    }

    /// HTTP/1.1 has no word for it outside an answer: the next one will carry `Connection: close`.
    func drain(_ loop: LoopContext) {}

    /// HTTP/1.1 has no last word but the end of the connection.
    func close(_ loop: LoopContext) {}

    /// What stands on a connection that nobody has asked anything on is no answer, and the client only closes it (RFC 9112
    /// §9.2). But where a request has left while this was on its way, it is the answer to that, and has an API server try
    /// again elsewhere; to close without a word would fail the call.
    func leave(_ loop: LoopContext) {
        HTTP1Serializer.append(HTTPFault.stopped.response, to: &loop.output, date: loop.date, closes: true)
        isOver = true
    }

    func release(_ loop: LoopContext) {
        count(false, loop)
        giveBack(loop)
    }

    private func giveBack(_ loop: LoopContext) {
        guard claimed > 0 else { return }
        loop.bytesInFlight.give(claimed)
        claimed = 0
    }
}
