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
    private let limits: Limits
    private(set) var isOver = false
    private(set) var hasAnswered = false

    init(_ loop: LoopContext) {
        limits = loop.limits
        parser = HTTP1Parser(limits: loop.limits)
        phaseStart = loop.now
        requestStart = loop.now
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
            switch try parser.next() {
            case .incomplete: return
            case .expectsContinue:
                // Nobody is asked for a body that there is no room for.
                try enter(parser.phase, loop)
                loop.output.append(contentsOf: HTTP1Serializer.continueResponse)
            case .request(let request):
                release(loop)
                answer(request, loop)
                hasAnswered = true
                requestStart = loop.now
                phase = .idle
                phaseStart = loop.now
            }
        }
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
        loop.counters.requests.increment()
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

    func release(_ loop: LoopContext) {
        guard claimed > 0 else { return }
        loop.bytesInFlight.give(claimed)
        claimed = 0
    }
}
