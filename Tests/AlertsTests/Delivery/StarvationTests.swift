import Foundation
import Testing

@testable import Alerts

/// Messages that something on the way never lets pass, without saying that it is for what stands in them.
@Suite struct StarvationTests {
    /// A robot that never takes what tells of these namespaces.
    private func stage(poisoned: Set<String>) -> Rehearsal {
        var stage = Rehearsal()
        stage.answer = { delivery in
            delivery.message.items.contains { poisoned.contains($0.facts.namespace) }
                ? .retryable(reason: "418") : .delivered
        }
        return stage
    }

    /// Whether a namespace was told of.
    private func isTold(_ namespace: String, _ stage: Rehearsal, by end: Double) -> Bool {
        stage.posts.contains { post in
            post.time <= end && stage.answer(post.delivery) == .delivered
                && post.message.items.contains { $0.facts.namespace == namespace }
        }
    }

    @Test(arguments: [3, 6])
    func othersAreToldThoughNothingWasTakenBefore(poison: Int) {
        let names = (0..<poison).map { "poison\($0)" }
        var stage = stage(poisoned: Set(names))
        for (number, name) in names.enumerated() {
            stage.record(.forTests(namespace: name), at: Double(number) * 600)
        }
        stage.record(.forTests(namespace: "fine"), at: 6000)
        stage.advance(to: 6000 + 3600)
        #expect(isTold("fine", stage, by: 6000 + 3600))
        #expect((stage.state()?.messages ?? 0) <= Channel.sealedCapacity)
    }

    @Test func whatFailsWhileOthersAreTakenIsGivenUpTheMostTriedFirst() throws {
        let names = (0..<4).map { "poison\($0)" }
        var stage = stage(poisoned: Set(names))
        for hour in 0..<5 {
            let start = Double(hour) * 2400
            if hour < names.count {
                stage.record(.forTests(namespace: names[hour]), at: start)
            }
            for minute in 1..<20 {
                stage.record(.forTests(namespace: "fine\(hour)-\(minute)"), at: start + Double(minute) * 120)
            }
        }
        stage.advance(to: 5 * 2400)
        let first = try #require(stage.posts.first).message
        let losses = stage.reports.filter { if case .reportLoss = $0 { true } else { false } }
        #expect(
            losses == [.reportLoss(receiver: "robot", .undeliverable, id: first.id, alerts: 1, reason: "418")]
        )
        let counters = try #require(stage.state()?.counters)
        #expect(counters[ReceiverCounters.Loss.undeliverable] == 1)
        #expect(counters[ReceiverCounters.Result.undeliverable] == 1)
        #expect(counters.delivered == 5 * 19)
        #expect(stage.state()?.waiting == 3)
    }

    @Test func anOutageLosesNothing() {
        var stage = Rehearsal()
        stage.answer = { _ in .retryable(reason: "502") }
        for number in 0..<30 {
            stage.record(.forTests(namespace: "n\(number)"), at: Double(number) * 600)
        }
        stage.advance(to: 19_000)
        #expect(stage.state()?.waiting == 30)
        stage.answer = { _ in .delivered }
        stage.advance(to: 19_000 + 900)
        #expect(stage.state()?.counters.delivered == 30)
        #expect(stage.state()?.waiting == 0)
        #expect(stage.reports.allSatisfy { if case .reportRetry = $0 { true } else { false } })
    }

    @Test func aMomentInWhichTheRobotIsBackGivesNothingUp() {
        var stage = Rehearsal()
        stage.answer = { _ in .retryable(reason: "502") }
        for number in 0..<4 {
            stage.record(.forTests(namespace: "n\(number)"), at: Double(number) * 600)
        }
        stage.advance(to: 3000)
        var isBack = true
        stage.answer = { _ in
            defer { isBack = false }
            return isBack ? .delivered : .retryable(reason: "502")
        }
        for number in 4..<12 {
            stage.record(.forTests(namespace: "n\(number)"), at: 3000 + Double(number) * 600)
        }
        stage.advance(to: 12_000)
        #expect(stage.state()?.counters.delivered == 1)
        #expect(stage.state()?.waiting == 11)
    }

    @Test func whatFailsForLongIsTriedPlainly() {
        var stage = stage(poisoned: ["ml"])
        stage.record(.forTests(), at: 0)
        stage.advance(to: 3600)
        let forms = stage.posts.map(\.delivery.form)
        #expect(forms.count > 10)
        #expect(forms.prefix(8).allSatisfy { $0 == .rich })
        #expect(forms.dropFirst(8).allSatisfy { $0 == .plain })
        #expect(Set(stage.posts.map(\.message)).count == 1)
        // Also after a restart.
        let message = SealedMessage(stage.posts[0].message, parts: [], unrecorded: nil, tries: 8, notBefore: stage.now)
        #expect(message.form == .plain)
    }
}
