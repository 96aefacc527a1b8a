import Foundation
import Testing

@testable import Alerts

/// How often a robot is written to.
@Suite struct PacingTests {
    @Test(
        arguments: [
            (Receiver.Kind.feishu, 1, 3, 1.0), (.slack, 1, 3, 1), (.dingtalk, 1, 3, 5), (.wecom, 1, 3, 5),
            (.webhook, 1, 10, 0.5), (.alertmanager, 1, 10, 0.5), (.feishu, 2, 1, 2), (.dingtalk, 2, 1, 10),
            (.dingtalk, 4, 1, 20), (.webhook, 4, 2, 2), (.dingtalk, 10, 1, 60), (.dingtalk, 20, 1, 100),
            (.feishu, 0, 3, 1),
        ]
    )
    func eachKindHasItsPace(kind: Receiver.Kind, replicas: Int, burst: Int, spacing: Double) {
        let pace = RobotPace(kind, replicas: replicas)
        #expect(pace.burst == burst)
        #expect(abs(pace.spacing - spacing) < 1e-9)
    }

    @Test(arguments: [(Receiver.Kind.feishu, 100), (.dingtalk, 20), (.wecom, 20)])
    func allReplicasTogetherStayBelowTheLimitInTheirWorstMinute(kind: Receiver.Kind, limit: Int) {
        for replicas in 1...limit {
            var bucket = TokenBucket(RobotPace(kind, replicas: replicas))
            var now = Rehearsal.start
            // As fast as it goes from a full bucket on is the worst.
            var count = 0
            while case let next = bucket.next(at: now), next <= Rehearsal.start + 60 {
                now = next
                bucket.take(at: now)
                count += 1
            }
            #expect(count * replicas <= limit, "\(replicas) replicas")
        }
    }

    @Test func aBurstIsFollowedByAnEvenPace() {
        var stage = Rehearsal(.forTests(.dingtalk))
        for number in 0..<6 {
            stage.record(.forTests(namespace: "n\(number)"), at: Double(number) / 10)
        }
        stage.record(.forTests(namespace: "later"), at: 5.15)
        stage.advance(to: 100)
        // Three at once, the last with what would be due before the next may go out, five seconds later.
        #expect(stage.times.map { ($0 * 100).rounded() / 100 } == [5, 5.1, 5.2, 10.15])
        #expect(stage.counts == [1, 1, 4, 1])
    }

    @Test func aBucketThatWasFilledByAClockSinceThenPutBackBlocksNothing() {
        let bucket = TokenBucket(RobotPace(.dingtalk, replicas: 1), full: Rehearsal.start + 7200)
        #expect(bucket.next(at: Rehearsal.start) == Rehearsal.start + 5)
    }

    @Test func pausesBetweenTriesAreJitteredInFullAndCapped() {
        let longest = (1...12).map(RetrySchedule.longestPause)
        #expect(longest == [1, 2, 4, 8, 16, 32, 60, 60, 256, 300, 300, 300])
        var random = SeededRandom(seed: 1)
        let pauses = (0..<1000).map { _ in RetrySchedule.pause(after: 6, &random) }
        #expect(pauses.allSatisfy { (0...32).contains($0) })
        #expect(pauses.contains { $0 < 1 } && pauses.contains { $0 > 31 })
        #expect(RetrySchedule.longestPause(after: .max) == 300)
    }
}

/// Receivers that write to one robot, in two languages or with other people on call.
@Suite struct SharedRobotTests {
    @Test func receiversWithTheSameURLKeepToItsLimitTogether() {
        var settings = AlertSettings.forTests(.dingtalk, names: ["zh", "en"])
        settings.receivers[1].url = settings.receivers[0].url
        var stage = Rehearsal(settings)
        for second in 0..<600 {
            stage.record(.forTests(namespace: "n\(second)"), to: ["zh", "en"], at: Double(second))
        }
        stage.advance(to: 700)
        let times = stage.times
        let worst = times.map { start in times.count { start <= $0 && $0 < start + 60 } }.max() ?? 0
        #expect(worst <= 20)
        #expect(stage.state("zh")?.waiting == 0)
        #expect(stage.state("en")?.waiting == 0)
    }
}

/// Many groups that are quiet, each until now, and a robot that is written to as often as it may.
@Suite struct BusyRobotTests {
    @Test(arguments: [Receiver.Kind.feishu, .dingtalk, .wecom])
    func theFirstAlertOfAGroupGoesOutInTime(kind: Receiver.Kind) {
        var stage = Rehearsal(.forTests(kind))
        var random = SeededRandom(seed: 4)
        for number in 0..<1000 {
            let time = stage.time + Double.random(in: 0...1.5, using: &random)
            stage.record(.forTests(namespace: "n\(number)"), at: time)
        }
        stage.advance(to: stage.time + 60)
        let latest = stage.posts.map { post in
            post.message.items.map { post.time - $0.first.timeIntervalSince(Rehearsal.start) }.max() ?? 0
        }
        #expect(stage.counts.reduce(0, +) == 1000)
        #expect(latest.max() ?? 0 < 6)
    }
}
