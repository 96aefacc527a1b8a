import Foundation
import Testing

@testable import Alerts

/// When a receiver is told of what.
@Suite struct DispatcherTimingTests {
    @Test func theFirstOfAQuietGroupWaitsFiveSecondsForOthers() {
        var stage = Rehearsal()
        stage.record(.forTests("a"), at: 0)
        stage.record(.forTests("b"), at: 4)
        stage.advance(to: 1000)
        #expect(stage.times == [5])
        #expect(stage.posts.first?.message.items.map(\.facts.owner.name) == ["a", "b"])
        #expect(stage.posts.first?.message.items.map(\.toldBefore) == [0, 0])
        #expect(stage.posts.first?.message.created == Rehearsal.start + 5)
    }

    @Test func anotherNamespaceIsAnotherGroup() {
        var stage = Rehearsal()
        stage.record(.forTests(namespace: "a"), at: 0)
        stage.record(.forTests(namespace: "b"), at: 4)
        stage.advance(to: 1000)
        #expect(stage.times == [5, 9])
    }

    @Test func groupsThatAreDueTogetherAreOneMessage() {
        var stage = Rehearsal()
        for namespace in ["a", "b", "c"] {
            stage.record(.forTests(namespace: namespace), at: 0)
        }
        stage.advance(to: 1000)
        #expect(stage.times == [5])
        #expect(stage.counts == [3])
    }

    @Test(arguments: [(6.0, 65.0), (64, 65), (65, 70), (66, 71)])
    func whatIsNewInAGroupComesAMinuteAfterItsLastMessage(recorded: Double, told: Double) {
        var stage = Rehearsal()
        stage.record(.forTests("a"), at: 0)
        stage.record(.forTests("b"), at: recorded)
        stage.advance(to: 1000)
        #expect(stage.times == [5, told])
    }

    @Test func repetitionsComeAfterFiveMinutesHalfAnHourAndEveryFourHours() {
        var stage = Rehearsal()
        var recorded = 0
        for time in stride(from: 0.0, through: 36_000, by: 10) {
            stage.record(.forTests(), at: time)
            recorded += 1
        }
        stage.advance(to: 50_000)
        let times: [Double] = [5, 305, 305 + 1800, 2105 + 14_400, 16_505 + 14_400, 30_905 + 14_400]
        #expect(stage.times == times)
        #expect(stage.counts.reduce(0, +) == recorded)
        #expect(stage.counts.prefix(3) == [1, 30, 180])
        #expect(stage.posts.map { $0.message.items[0].toldBefore }.prefix(3) == [0, 1, 31])
        #expect(stage.posts.map(\.message.hasNews) == [true, false, false, false, false, false])
    }

    @Test func aRepetitionThatComesLateWaitsForOthers() {
        var stage = Rehearsal()
        stage.record(.forTests(), at: 0)
        stage.record(.forTests(), at: 1000)
        stage.record(.forTests(), at: 1001)
        stage.advance(to: 2000)
        #expect(stage.times == [5, 1005])
        #expect(stage.counts == [1, 2])
        #expect(stage.posts.last?.message.items.first?.first == Rehearsal.start + 1000)
        #expect(stage.posts.last?.message.items.first?.last == Rehearsal.start + 1001)
    }

    @Test func whatWaitsInAGroupGoesWithWhatIsDueThere() {
        var stage = Rehearsal()
        stage.record(.forTests("a"), at: 0)
        stage.record(.forTests("a"), at: 10)
        stage.record(.forTests("b"), at: 20)
        stage.advance(to: 200)
        #expect(stage.times == [5, 65])
        // What is new comes first, however often the other was: it must not be what does not fit in.
        #expect(stage.posts.last?.message.items.map(\.facts.owner.name) == ["b", "a"])
        // Told of at 65 for the second time: half an hour.
        stage.record(.forTests("a"), at: 210)
        stage.advance(to: 5000)
        #expect(stage.times == [5, 65, 65 + 1800])
    }

    @Test func whatGetsWorseIsNew() {
        var stage = Rehearsal()
        stage.record(.forTests(severity: .warn), at: 0)
        stage.record(.forTests(severity: .deny), at: 10)
        stage.advance(to: 200)
        #expect(stage.times == [5, 65])
        #expect(stage.posts.map(\.message.hasNews) == [true, true])
        // Less bad, and as bad as before: no news.
        stage.record(.forTests(severity: .warn), at: 210)
        stage.record(.forTests(severity: .deny), at: 220)
        stage.advance(to: 500)
        #expect(stage.times == [5, 65, 365])
        #expect(stage.posts.last?.message.hasNews == false)
        #expect(stage.posts.last?.message.severity == .deny)
    }

    @Test func theWorstThatWaitsIsShown() {
        var stage = Rehearsal()
        stage.record(.forTests(severity: .deny), at: 0)
        stage.record(.forTests(severity: .audit), at: 1)
        stage.advance(to: 10)
        #expect(stage.posts.first?.message.items.map(\.facts.severity) == [.deny])
        #expect(stage.counts == [2])
    }

    @Test(arguments: [(14_460.0, 14_465.0, 1), (14_461, 14_466, 0)])
    func whatWasSilentForLongIsNewAgain(pause: Double, told: Double, before: Int) {
        var stage = Rehearsal()
        stage.record(.forTests(), at: 0)
        stage.record(.forTests(), at: pause)
        stage.advance(to: 20_000)
        #expect(stage.times == [5, told])
        #expect(stage.posts.last?.message.items.first?.toldBefore == before)
    }

    @Test func eachReceiverCountsForItself() {
        var stage = Rehearsal(.forTests(names: ["a", "b"]))
        stage.record(.forTests(), to: ["a"], at: 0)
        stage.record(.forTests(), to: ["a", "b"], at: 6)
        stage.advance(to: 1000)
        #expect(stage.posts.map(\.delivery.receiver.name) == ["a", "b", "a"])
        #expect(stage.times == [5, 11, 305])
    }

    @Test func theKeyIsNamespaceOwnerContainerAndCode() {
        var stage = Rehearsal()
        var other = AlertFacts.forTests()
        // Of another pod, by somebody else, in other words.
        (other.name, other.user, other.message, other.decisionID) = ("llm-2", "bob", "much too large", "d2")
        stage.record(.forTests(), at: 0)
        stage.record(other, at: 1)
        stage.record(.forTests(container: "c"), at: 1)
        stage.record(.forTests(code: "Other"), at: 1)
        stage.record(.forTests("x"), at: 1)
        // Another key, though its parts run together to the same.
        stage.record(.forTests("x", container: "llm"), at: 1)
        stage.advance(to: 10)
        #expect(stage.posts.first?.message.items.map(\.count) == [2, 1, 1, 1, 1])
        #expect(stage.posts.first?.message.items.first?.facts == other)
    }

    @Test func aClockThatIsPutBackDelaysNothing() {
        var stage = Rehearsal()
        stage.record(.forTests("a"), at: 8000)
        stage.advance(to: 8010)
        stage.record(.forTests("a"), at: 8020)
        stage.perform(stage.dispatcher.proceed(at: stage.now))
        // Two hours back.
        let now = stage.now - 7200
        stage.perform(stage.dispatcher.proceed(at: now))
        #expect(stage.dispatcher.nextSend(at: now) == now - 15 + 300)
    }
}
