import Foundation
import TestSupport
import Testing

@testable import Alerts

/// A process that goes on with what another has left, besides what it knows itself.
@Suite struct TakeoverTests {
    /// A history of alerts and answers, the last of which may leave messages behind.
    private func history(_ random: inout SeededGenerator) -> Rehearsal {
        var stage = Rehearsal()
        var answers = random
        stage.answer = { _ in
            answers.pick([
                .delivered, .retryable(reason: "later"), .rateLimited(pause: .seconds(60), reason: "slow"), nil,
            ])
        }
        for _ in 0..<60 {
            let facts = AlertFacts.forTests("w\(random.below(9))", namespace: "n\(random.below(3))")
            stage.record(facts, at: stage.time + Double(random.below(40)))
        }
        stage.dispatcher.recordLost(random.below(3), at: stage.now)
        return stage
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func everyAlertIsToldOnceOrKeepsWaiting(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var first = history(&random)
        let model = ModelOutbox()
        model.apply(first.dispatcher.takeChanges())
        var second = history(&random)
        second.advance(to: max(first.time, second.time))
        let waiting = try #require(first.state()?.waiting) + (try #require(second.state()?.waiting))
        let told = try #require(second.state()?.counters.delivered)
        second.perform(second.dispatcher.restore(model.channels, at: second.now))
        second.dispatcher.rewrite()
        #expect(second.state()?.waiting == waiting)
        // What is written is all there is.
        let later = ModelOutbox()
        later.apply(second.dispatcher.takeChanges())
        #expect(later.channels["robot"]?.waiting == waiting)
        let flying = second.posts.last
        second.answer = { _ in .delivered }
        if let flying {
            second.finish(flying.delivery, .delivered)
        }
        second.advance(to: second.time + 3600)
        #expect(second.state()?.waiting == 0)
        #expect(second.state()?.counters.delivered == told + waiting)
    }
}
