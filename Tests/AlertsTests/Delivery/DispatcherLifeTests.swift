import Foundation
import Testing

@testable import Alerts

/// What is given up, what changes, and the end.
@Suite struct DispatcherLifeTests {
    @Test func aMessageIsGivenUpWhenItIsTooOld() {
        var stage = Rehearsal()
        stage.answer = { _ in .configuration(reason: "gone") }
        stage.record(.forTests(), at: 0)
        stage.record(.forTests("b"), at: 6)
        stage.advance(to: 6 * 3600 - 1)
        #expect(stage.state()?.messages == 1)
        #expect(stage.state()?.counters[ReceiverCounters.Loss.expired] == 0)
        let id = stage.posts[0].message.id
        stage.advance(to: 6 * 3600)
        #expect(stage.posts.filter { $0.message.id == id }.count == stage.posts.count)
        #expect(stage.state()?.counters[ReceiverCounters.Result.expired] == 1)
        #expect(stage.reports.contains(.reportLoss(receiver: "robot", .expired, id: id, alerts: 1, reason: nil)))
        // What comes into a message late has no longer to live.
        stage.advance(to: 6 * 3600 + 6)
        #expect(stage.state()?.counters[ReceiverCounters.Loss.expired] == 2)
        #expect(stage.state()?.counters[ReceiverCounters.Result.expired] == 2)
        #expect(stage.state()?.waiting == 0)
    }

    @Test func whatWaitsBehindLongPausesIsGivenUpByItsLastTime() {
        var stage = Rehearsal(.forTests(.dingtalk))
        var outcomes = [Outcome](repeating: .rateLimited(pause: .seconds(3 * 3600), reason: "ban"), count: 2)
        stage.answer = { _ in outcomes.popLast() ?? .delivered }
        stage.record(.forTests("old"), at: 0)
        stage.record(.forTests("again"), at: 10)
        stage.record(.forTests("again"), at: 2 * 3600)
        stage.dispatcher.recordLost(3, at: stage.now)
        stage.advance(to: 8 * 3600)
        #expect(stage.times == [5, 10_805, 21_605])
        #expect(stage.counts == [1, 6, 5])
        #expect(stage.state()?.counters[ReceiverCounters.Loss.expired] == 1)
    }

    @Test func beforeTheEndEverythingIsDueAsFarAsThePaceAllows() {
        var stage = Rehearsal(.forTests(.dingtalk))
        stage.record(.forTests("told"), at: 0)
        stage.record(.forTests("told"), at: 6)
        stage.record(.forTests("a", namespace: "x"), at: 7)
        stage.flush()
        #expect(stage.times == [5, 7])
        #expect(stage.counts == [1, 2])
        #expect(stage.state()?.waiting == 0)
        #expect(stage.dispatcher.nextSend(at: stage.now) == nil)
        stage.record(.forTests("b", namespace: "y"), at: 7)
        stage.advance(to: 8)
        #expect(stage.times == [5, 7, 7])
    }

    @Test func beforeTheEndAPauseIsKept() {
        var stage = Rehearsal(.forTests(.dingtalk))
        stage.answer = { _ in .rateLimited(pause: .seconds(600), reason: "ban") }
        stage.record(.forTests(), at: 0)
        stage.advance(to: 10)
        stage.flush()
        #expect(stage.times == [5])
        #expect(stage.dispatcher.nextSend(at: stage.now) == Rehearsal.start + 605)
        #expect(stage.state()?.waiting == 1)
    }

    @Test func aReceiverThatIsGoneTakesWithItWhatWaits() {
        var stage = Rehearsal(.forTests(names: ["a", "b"]))
        stage.record(.forTests(), to: ["a", "b"], at: 0)
        stage.update(.forTests(names: ["b"]))
        stage.record(.forTests(), to: ["a", "b"], at: 1)
        stage.advance(to: 1000)
        #expect(stage.posts.map(\.delivery.receiver.name) == ["b"])
        #expect(stage.counts == [2])
        #expect(stage.reports == [.reportLoss(receiver: "a", .receiverRemoved, id: nil, alerts: 1, reason: nil)])
        #expect(stage.state("a")?.isPresent == false)
        #expect(stage.state("a")?.counters[.receiverRemoved] == 2)
        #expect(stage.state("b")?.isPresent == true)
    }

    @Test(arguments: [Outcome.delivered, .retryable(reason: "no")])
    func anAnswerToAMessageOfAReceiverThatIsGoneStillCounts(outcome: Outcome) {
        var stage = Rehearsal()
        stage.answer = { _ in nil }
        stage.record(.forTests(), at: 0)
        stage.advance(to: 5)
        stage.record(.forTests(), at: 6)
        stage.update(.forTests(names: []))
        #expect(stage.state()?.counters[.receiverRemoved] == 1)
        stage.finish(stage.posts[0].delivery, outcome)
        #expect(stage.state()?.counters.delivered == (outcome == .delivered ? 1 : 0))
        #expect(stage.state()?.counters[.receiverRemoved] == (outcome == .delivered ? 1 : 2))
    }

    @Test(arguments: [Outcome.delivered, .rateLimited(pause: .seconds(5), reason: "slow"), .payload(reason: "bad")])
    func aReceiverThatComesBackMeanwhileLosesNoCount(outcome: Outcome) {
        var stage = Rehearsal()
        stage.answer = { _ in nil }
        stage.record(.forTests(), at: 0)
        stage.advance(to: 5)
        stage.update(.forTests(names: []))
        stage.update(.forTests())
        stage.record(.forTests(), at: 6)
        stage.advance(to: 100)
        // Still one at a time.
        #expect(stage.times == [5])
        stage.answer = { _ in .delivered }
        stage.finish(stage.posts[0].delivery, outcome)
        stage.advance(to: 1000)
        #expect(stage.state()?.counters.delivered == 2)
        #expect(stage.state()?.waiting == 0)
    }

    @Test func aReceiverThatChangesKeepsWhatWaitsAndGetsANewChance() {
        var settings = AlertSettings.forTests()
        var stage = Rehearsal(settings)
        stage.answer = { $0.receiver.secret == nil ? .configuration(reason: "19021") : .delivered }
        stage.record(.forTests(), at: 0)
        stage.advance(to: 10)
        stage.update(settings)
        #expect(stage.state()?.degradation != nil)
        settings.receivers[0].secret = .file("/secret")
        stage.update(settings)
        #expect(stage.state()?.degradation == nil)
        stage.advance(to: 11)
        #expect(stage.times == [5, 10])
        #expect(stage.posts[0].message == stage.posts[1].message)
        #expect(stage.state()?.counters.delivered == 1)
    }

    @Test func changedTimesCountAtOnce() {
        var settings = AlertSettings.forTests()
        var stage = Rehearsal(settings)
        stage.record(.forTests(), at: 0)
        stage.record(.forTests(), at: 10)
        settings.repeats = [.seconds(100)]
        stage.update(settings)
        stage.advance(to: 1000)
        #expect(stage.times == [5, 105])
    }

    @Test func whatComesForAReceiverThatOnlyWaitsForItsLastAnswerIsCounted() {
        var stage = Rehearsal(.forTests(names: ["robot", "other"]))
        stage.answer = { _ in nil }
        stage.record(.forTests(), at: 0)
        stage.advance(to: 6)
        stage.update(.forTests(names: ["other"]))
        stage.record(.forTests("late"), at: 7)
        stage.dispatcher.recordLost(3, at: stage.now)
        stage.finish(stage.posts[0].delivery, .delivered)
        #expect(stage.state()?.counters.delivered == 1)
        #expect(stage.state()?.counters[ReceiverCounters.Loss.receiverRemoved] == 1)
        #expect(stage.state("other")?.waiting == 3)
    }
}
