import HTTP
import TestSupport
import Testing

@testable import Transport

/// Loops that do not come to the end of their turn.
@Suite struct LoopPulseTests {
    @Test func aLoopThatIsStuckIsNamedUntilItGoesOn() throws {
        let server = try TestServer { $0.turnTime = .milliseconds(100) }
        let client = try server.connect()
        #expect(try client.get("/").status == 200)
        #expect(settled(on: nil) { server.server.stuckLoop } == nil)
        try client.send(.get("/hold"))
        #expect(server.hold.hasBegun())
        #expect(settled(on: true) { server.server.stuckLoop != nil })
        let trouble = try #require(server.server.stuckLoop)
        #expect(trouble.hasPrefix("loop 1 has been busy for ") && trouble.hasSuffix(" s"), "\(trouble)")
        server.hold.end()
        #expect(try client.answer().status == 200)
        #expect(settled(on: nil) { server.server.stuckLoop } == nil)
    }

    @Test func aLoopThatOnlyWaitsIsNotStuck() throws {
        let server = try TestServer(loops: 3) { $0.turnTime = .milliseconds(1) }
        let start = ContinuousClock.now
        // Longer than a turn may take.
        #expect(settled(on: true) { ContinuousClock.now - start >= .milliseconds(20) })
        #expect(settled(on: nil) { server.server.stuckLoop } == nil)
        server.server.stop(grace: .zero)
        #expect(server.server.stuckLoop == nil)
    }

    @Test func aTurnIsTimedFromItsBeginning() {
        let pulse = LoopPulse()
        #expect(pulse.busyTime == .zero)
        pulse.beginTurn(at: .now - .seconds(5))
        #expect(pulse.busyTime > .zero)
        pulse.beginTurn(at: .now)
        #expect(pulse.busyTime < .seconds(5))
        pulse.endTurn()
        #expect(pulse.busyTime == .zero)
    }
}
