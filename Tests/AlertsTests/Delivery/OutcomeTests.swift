import Foundation
import Testing

@testable import Alerts

/// What follows from what became of a try.
@Suite struct OutcomeTests {
    /// Answers in turn, then that messages are delivered.
    private func stage(_ outcomes: [Outcome], _ kind: Receiver.Kind = .feishu) -> Rehearsal {
        var stage = Rehearsal(.forTests(kind))
        var rest = outcomes[...]
        stage.answer = { _ in rest.popFirst() ?? .delivered }
        return stage
    }

    @Test func deliveredIsDone() {
        var stage = stage([])
        stage.record(.forTests(), at: 0)
        stage.advance(to: 1000)
        #expect(stage.state()?.counters[.delivered] == 1)
        #expect(stage.state()?.counters.delivered == 1)
        #expect(stage.state()?.waiting == 0)
        #expect(stage.state()?.oldest == nil)
        #expect(stage.state()?.lastSuccess == Rehearsal.start + 5)
        #expect(stage.reports == [])
    }

    /// What waits already, and what was told of; not what is new, or worse than before.
    @Test func repeatsAreSuppressed() {
        var stage = stage([])
        stage.record(.forTests("a", severity: .warn), at: 0)
        stage.record(.forTests("b"), at: 1)
        #expect(stage.state()?.counters.suppressed == 0)
        stage.record(.forTests("a", severity: .warn), at: 2)
        #expect(stage.state()?.counters.suppressed == 1)
        stage.advance(to: 10)
        stage.record(.forTests("b"), at: 11)
        #expect(stage.state()?.counters.suppressed == 2)
        stage.record(.forTests("a"), at: 12)
        #expect(stage.state()?.counters.suppressed == 2)
    }

    @Test func aBanIsFollowedByOneDigestOfTheSameIdentifier() {
        var stage = stage([.rateLimited(pause: .seconds(600), reason: "130101")], .dingtalk)
        stage.record(.forTests("a"), at: 0)
        for number in 1...50 {
            stage.record(.forTests("b\(number)", namespace: "n\(number % 5)"), at: Double(number) * 12)
        }
        stage.record(.forTests("late", namespace: "late"), at: 604)
        stage.advance(to: 2000)
        #expect(stage.times == [5, 605])
        #expect(stage.counts == [1, 52])
        #expect(stage.posts.first?.message.id == stage.posts.last?.message.id)
        #expect(stage.posts.last?.message.items.map(\.facts.owner.name).contains("a") == true)
        #expect(stage.state()?.counters[.rateLimited] == 1)
        #expect(stage.state()?.counters.delivered == 52)
        let until = Rehearsal.start + 605
        #expect(stage.reports == [.reportPause(receiver: "robot", until: until, reason: "130101")])
    }

    @Test(arguments: [(ttl: 6 * 3600.0, pause: 3 * 3600.0), (3600, 1800), (1200, 900)])
    func noPauseIsSoLongThatWhatWaitsGetsTooOld(ttl: Double, pause: Double) {
        var settings = AlertSettings.forTests(.dingtalk)
        settings.timeToLive = .seconds(ttl)
        var stage = Rehearsal(settings)
        var rest = [Outcome.rateLimited(pause: .seconds(6 * 3600), reason: "90020")]
        stage.answer = { _ in rest.popLast() ?? .delivered }
        stage.record(.forTests(), at: 0)
        stage.advance(to: 7 * 3600)
        #expect(stage.times == [5, 5 + pause])
        #expect(stage.state()?.counters.delivered == 1)
        #expect(stage.reports == [.reportPause(receiver: "robot", until: Rehearsal.start + 5 + pause, reason: "90020")])
    }

    @Test func whatMayNotGetAsOldAsABanIsGivenUpAndSaid() {
        var settings = AlertSettings.forTests(.dingtalk)
        settings.timeToLive = .seconds(60)
        var stage = Rehearsal(settings)
        var rest = [Outcome.rateLimited(pause: .seconds(600), reason: "130101")]
        stage.answer = { _ in rest.popLast() ?? .delivered }
        stage.record(.forTests("a"), at: 0)
        stage.record(.forTests("b"), at: 580)
        stage.advance(to: 2000)
        #expect(stage.times == [5, 605])
        #expect(stage.posts.last?.message.items.map(\.facts.owner.name) == ["b"])
        #expect(stage.reports.last == .reportLoss(receiver: "robot", .expired, id: nil, alerts: 1, reason: nil))
        #expect(stage.state()?.counters[ReceiverCounters.Loss.expired] == 1)
    }

    @Test func shortPausesOfFeishuDoubleUntilItTakesAMessage() {
        let outcomes = [Outcome](repeating: .rateLimited(pause: .seconds(5), reason: "11232"), count: 6)
        var stage = stage(outcomes + [.delivered, outcomes[0]])
        stage.record(.forTests(), at: 0)
        stage.record(.forTests("b"), at: 250)
        stage.advance(to: 2000)
        let times: [Double] = [5, 10, 20, 40, 80, 140, 200, 260, 265]
        #expect(stage.times == times)
        // Said once for each time that it begins.
        #expect(stage.reports.count == 2)
        #expect(Set(stage.posts.prefix(7).map(\.message.id)).count == 1)
        #expect(stage.posts.last?.message.id != stage.posts.first?.message.id)
    }

    @Test func pausesOfOthersAreAsLongAsTheySay() {
        let limited = Outcome.rateLimited(pause: .seconds(60), reason: "45009")
        var stage = stage([limited, limited, limited], .wecom)
        stage.record(.forTests(), at: 0)
        stage.advance(to: 2000)
        #expect(stage.times == [5, 65, 125, 185])
    }

    @Test func whatMayGoBetterLaterIsTriedAgainAsItIs() {
        let retryable = Outcome.retryable(reason: "no answer")
        var stage = stage(Array(repeating: retryable, count: 8))
        stage.record(.forTests(), at: 0)
        stage.advance(to: 5.5)
        stage.record(.forTests(), at: 5.5)
        stage.record(.forTests("b"), at: 5.5)
        stage.advance(to: 10_000)
        let tries = stage.posts.filter { $0.message.id == stage.posts[0].message.id }
        #expect(tries.count == 9)
        #expect(Set(tries.map(\.message)).count == 1)
        for (number, (one, next)) in zip(tries, tries.dropFirst()).enumerated() {
            #expect(next.time - one.time <= RetrySchedule.longestPause(after: number + 1) + 1)
        }
        #expect(stage.state()?.counters[.retried] == 8)
        #expect(stage.state()?.counters.delivered == 3)
        #expect(stage.reports.first == .reportRetry(receiver: "robot", id: tries[0].message.id, reason: "no answer"))
    }

    @Test func aMessageThatFailsForLongDoesNotHoldUpOthers() {
        var stage = Rehearsal()
        stage.record(.forTests("poison"), at: 0)
        stage.answer = { delivery in
            delivery.message.items.first?.facts.owner.name == "poison" ? .retryable(reason: "?") : .delivered
        }
        stage.record(.forTests("fine"), at: 6)
        stage.advance(to: 3600)
        #expect(stage.state()?.counters.delivered == 1)
        #expect(stage.state()?.messages == 1)
        // And it is given up in the end.
        stage.advance(to: 6 * 3600 + 100)
        #expect(stage.state()?.counters[ReceiverCounters.Loss.expired] == 1)
        #expect(stage.state()?.waiting == 0)
    }

    @Test func aSignatureIsMadeAfreshOnceAndThenItIsTheConfiguration() {
        let refused = Outcome.signatureRefused(reason: "19021")
        var stage = stage([refused, refused, refused])
        stage.record(.forTests(), at: 0)
        stage.advance(to: 2000)
        #expect(stage.times == [5, 5, 305, 605])
        #expect(
            stage.reports == [
                .reportDegraded(receiver: "robot", reason: "19021"),
                .reportRecovered(receiver: "robot", since: Rehearsal.start + 5),
            ]
        )
        #expect(Set(stage.posts.map(\.message.id)).count == 1)
        #expect(stage.state()?.counters[.refused] == 3)
    }

    @Test func aRobotThatRefusesIsProbedEveryFiveMinutesWithTheSameMessage() {
        var stage = stage(Array(repeating: .configuration(reason: "19001"), count: 3))
        stage.record(.forTests("a"), at: 0)
        stage.record(.forTests("b"), at: 10)
        stage.advance(to: 600)
        #expect(stage.state()?.degradation?.reason == "19001")
        #expect(stage.state()?.degradation?.since == Rehearsal.start + 5)
        #expect(stage.state()?.messages == 1)
        #expect(stage.state()?.waiting == 2)
        stage.advance(to: 2000)
        #expect(stage.times == [5, 305, 605, 905, 965])
        #expect(Set(stage.posts.prefix(4).map(\.message)).count == 1)
        #expect(stage.state()?.degradation == nil)
        #expect(stage.reports.count == 2)
    }

    @Test func whatIsRefusedAsItIsComesOncePlainly() {
        var stage = stage([.payload(reason: "9499")])
        stage.record(.forTests(), at: 0)
        stage.advance(to: 100)
        #expect(stage.times == [5, 5])
        #expect(stage.posts.map(\.delivery.form) == [.rich, .plain])
        #expect(stage.posts[0].message == stage.posts[1].message)
        #expect(stage.state()?.counters[.simplified] == 1)
        #expect(stage.state()?.counters.delivered == 1)
    }

    @Test func whatIsRefusedPlainlyIsGivenUpAndTheChannelGoesOn() {
        var stage = stage([.payload(reason: "a"), .payload(reason: "b")])
        stage.record(.forTests("a"), at: 0)
        stage.record(.forTests("a"), at: 10)
        stage.advance(to: 1000)
        #expect(stage.times == [5, 5, 65])
        let id = stage.posts[0].message.id
        #expect(
            stage.reports == [.reportLoss(receiver: "robot", .undeliverable, id: id, alerts: 1, reason: "b")]
        )
        let counters = stage.state()?.counters
        #expect(counters?[ReceiverCounters.Loss.undeliverable] == 1)
        #expect(counters?[ReceiverCounters.Result.undeliverable] == 1)
        #expect(counters?.delivered == 1)
        #expect(stage.posts.last?.message.hasNews == true)
    }

    @Test func aReceiverThatWantsItPlainIsNotAskedTwice() {
        var settings = AlertSettings.forTests()
        settings.receivers[0].isPlain = true
        var stage = Rehearsal(settings)
        stage.answer = { _ in .payload(reason: "no") }
        stage.record(.forTests(), at: 0)
        stage.advance(to: 100)
        #expect(stage.posts.map(\.delivery.form) == [.plain])
    }

    @Test func anAnswerCountsOnceAndForWhatItAnswers() {
        var stage = Rehearsal()
        stage.answer = { _ in nil }
        stage.record(.forTests("a"), at: 0)
        stage.record(.forTests("b"), at: 6)
        stage.advance(to: 1000)
        // Nothing else goes out before the answer.
        #expect(stage.times == [5])
        let first = stage.posts[0].delivery
        stage.finish(first, .retryable(reason: "reset"))
        stage.finish(first, .delivered)
        #expect(stage.state()?.counters.delivered == 0)
        stage.advance(to: 1010)
        stage.finish(first, .delivered)
        #expect(stage.state()?.counters.delivered == 0)
        stage.finish(stage.posts[1].delivery, .delivered)
        #expect(stage.state()?.counters.delivered == 1)
    }

    /// Somebody has put the secret in its place.
    @Test func aReceiverThatIsGivenANewChanceIsTriedAtOnce() {
        var stage = Rehearsal()
        stage.answer = { _ in .configuration(reason: "its secret is not there") }
        stage.record(.forTests("a"), at: 0)
        stage.advance(to: 60)
        #expect(stage.posts.map(\.time) == [5])
        stage.answer = { _ in .delivered }
        stage.dispatcher.reconsider(at: stage.now)
        stage.advance(to: 60)
        #expect(stage.posts.map(\.time) == [5, 60])
        #expect(stage.posts.first?.message.id == stage.posts.last?.message.id)
        #expect(stage.state()?.degradation == nil)
    }
}
