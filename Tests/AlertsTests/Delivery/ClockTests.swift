import Foundation
import Testing

@testable import Alerts

/// Clocks that somebody sets.
@Suite struct ClockTests {
    @Test func whatComesFirstAfterTheClockWasPutBackIsToldInTime() {
        var stage = Rehearsal()
        stage.perform(stage.dispatcher.proceed(at: stage.now + 8 * 3600))
        // As the thread does it: the clock is followed before anything is noted.
        stage.dispatcher.follow(stage.now)
        stage.record(.forTests(), at: 0)
        stage.advance(to: 5)
        #expect(stage.times == [5])
        #expect(stage.posts.first?.message.items.first?.first == Rehearsal.start)
        #expect(stage.reports.isEmpty)
    }

    @Test func nothingIsTooOldBecauseTheClockWasPutForward() {
        var stage = Rehearsal(.forTests(names: ["robot", "other"]))
        stage.answer = { $0.receiver.name == "robot" ? .retryable(reason: "no") : .delivered }
        stage.record(.forTests(), to: ["robot", "other"], at: 0)
        stage.advance(to: 6)
        stage.record(.forTests("b"), to: ["other"], at: 7)
        stage.dispatcher.follow(stage.now, after: 7)
        let later = stage.now + 20 * 3600
        stage.dispatcher.follow(later, after: 1)
        stage.perform(stage.dispatcher.proceed(at: later))
        #expect(stage.state("robot")?.waiting == 1)
        #expect(stage.state("other")?.waiting == 1)
        #expect(stage.reports.allSatisfy { if case .reportLoss = $0 { false } else { true } })
        // The group of the other is told a minute after the last message, not at once.
        #expect(stage.dispatcher.nextTime(at: later).map { $0 < later + 60 } == true)
    }

    @Test func timeThatHasPassedIsNoClockPutForward() {
        var stage = Rehearsal()
        stage.answer = { _ in .configuration(reason: "gone") }
        stage.record(.forTests(), at: 0)
        stage.advance(to: 6)
        stage.dispatcher.follow(Rehearsal.start + 7 * 3600, after: 7 * 3600 - 6)
        stage.perform(stage.dispatcher.proceed(at: Rehearsal.start + 7 * 3600))
        #expect(stage.state()?.waiting == 0)
        #expect(stage.state()?.counters[ReceiverCounters.Loss.expired] == 1)
    }

    @Test func whatAClockThatWasAheadHasLeftIsToldAtOnce() {
        let future = Rehearsal.start + 86_400
        var alert = KnownAlert(.forTests(), seen: future)
        alert.pending = Tally(at: future)
        var stored = StoredChannel()
        stored.alerts[AlertKey(alert.facts)] = alert
        stored.state.unrecorded = Tally(count: 2, at: future)
        stored.state.bucketFull = future + 5
        stored.state.pausedUntil = future + 600
        var stage = Rehearsal(.forTests(.dingtalk))
        _ = stage.dispatcher.restore(["robot": stored], at: stage.now)
        stage.advance(to: 86_400)
        // The ban is as long as it was.
        #expect(stage.times.count == 1)
        #expect(stage.times.allSatisfy { (595...620).contains($0) })
        #expect(stage.counts == [3])
    }
}
