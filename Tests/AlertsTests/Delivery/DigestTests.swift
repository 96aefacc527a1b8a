import Foundation
import Testing

@testable import Alerts

/// What stands in a message.
@Suite struct DigestTests {
    @Test func theWorstThenTheMostFrequentThenTheFirstComesFirst() {
        var stage = Rehearsal()
        stage.record(.forTests("late"), at: 0)
        stage.record(.forTests("rare", severity: .warn), at: 0)
        stage.record(.forTests("early"), at: 1)
        stage.record(.forTests("often"), at: 2)
        stage.record(.forTests("often"), at: 3)
        stage.record(.forTests("often", code: "audit", severity: .audit), at: 3)
        stage.advance(to: 10)
        let items = stage.posts.first?.message.items ?? []
        #expect(items.map(\.facts.owner.name) == ["often", "late", "early", "rare", "often"])
        #expect(items.map(\.count) == [2, 1, 1, 1, 1])
    }

    @Test(
        arguments: zip(
            [Receiver.Kind.feishu, .dingtalk, .wecom, .slack, .webhook, .alertmanager],
            [20, 20, 20, 20, 100, 100]
        )
    )
    func aMessageListsSoManyAndCountsTheOthers(kind: Receiver.Kind, listed: Int) {
        var stage = Rehearsal(.forTests(kind))
        for number in 0..<150 {
            for _ in 0...(number < 10 ? 1 : 0) {
                stage.record(.forTests("w\(number)"), at: 0)
            }
        }
        stage.advance(to: 10)
        let message = stage.posts.first?.message
        #expect(message?.items.count == listed)
        #expect(message?.furtherItems == 150 - listed)
        #expect(message?.furtherCount == 150 - listed)
        #expect(message?.count == 160)
        #expect(message?.items.prefix(10).map(\.count) == Array(repeating: 2, count: 10))
    }

    @Test func whatIsBeyondTheListIsToldOfAsWell() {
        var stage = Rehearsal()
        for _ in 0..<2 {
            for number in 0..<30 {
                stage.record(.forTests("w\(number)"), at: stage.time)
            }
            stage.advance(to: stage.time + 100)
        }
        // The second time it is a repetition of all thirty.
        #expect(stage.times == [5])
        stage.advance(to: 1000)
        #expect(stage.times == [5, 305])
        #expect(stage.counts == [30, 30])
        #expect(stage.posts.last?.message.hasNews == false)
    }

    @Test func alertsThatWereLostAreInEveryReceiversNextMessage() {
        var stage = Rehearsal(.forTests(names: ["a", "b"]))
        stage.record(.forTests(), to: ["a"], at: 0)
        stage.dispatcher.recordLost(7, at: stage.now)
        stage.advance(to: 4)
        stage.dispatcher.recordLost(2, at: stage.now)
        stage.advance(to: 1000)
        #expect(stage.posts.map(\.delivery.receiver.name) == ["a", "b"])
        #expect(stage.times == [5, 5])
        #expect(stage.posts.map(\.message.unrecorded) == [9, 9])
        #expect(stage.counts == [10, 9])
    }

    @Test func aNamespaceThatMintsNamesLeavesRoomForOthers() {
        var stage = Rehearsal()
        for number in 0..<300 {
            stage.record(.forTests("w\(number)", namespace: "minter"), at: 0)
        }
        stage.record(.forTests("w0", namespace: "minter"), at: 1)
        stage.record(.forTests("other", namespace: "quiet"), at: 1)
        stage.advance(to: 100)
        #expect(stage.counts == [301, 1])
        #expect(stage.posts.first?.message.unrecorded == 300 - OpenAlerts.groupCapacity)
        #expect(stage.posts.last?.message.unrecorded == 0)
    }

    @Test func beyondTheLimitOfKeysWhatWasSeenLongestAgoIsForgotten() {
        var open = OpenAlerts(schedule: RepeatSchedule(.forTests()))
        for number in 0..<OpenAlerts.capacity {
            open.record(.forTests("w", namespace: "n\(number)"), at: Rehearsal.start + Double(number))
        }
        let now = Rehearsal.start + 10_000
        // All wait: one more is but a number.
        open.record(.forTests("w", namespace: "more"), at: now)
        #expect(open.unrecorded?.count == 1)
        #expect(open.alerts.count == OpenAlerts.capacity)
        let (items, unrecorded) = open.seal(until: now)
        let message = Message(id: "000000", receiver: "robot", created: now, items: [])
        open.tell(SealedMessage(message, parts: items.map(\.part), unrecorded: unrecorded, notBefore: now), at: now)
        // The first two wait again, the third is the next to go.
        open.record(.forTests("w", namespace: "n0"), at: now)
        open.record(.forTests("w", namespace: "n1"), at: now)
        open.record(.forTests("w", namespace: "more"), at: now)
        open.record(.forTests("w", namespace: "most"), at: now)
        #expect(open.alerts.count == OpenAlerts.capacity)
        #expect(open.unrecorded == nil)
        let known = [("n0", true), ("n1", true), ("n2", false), ("n3", false), ("n4", true), ("most", true)]
        for (name, isKnown) in known {
            #expect((open.alerts[AlertKey(.forTests("w", namespace: name))] != nil) == isKnown, "\(name)")
        }
        #expect(open.pending == 4)
    }

    @Test func whenTooManyKeysHaveChangedAllHave() {
        var changed = ChangedKeys()
        #expect(changed.isEmpty)
        for number in 0...2 * OpenAlerts.capacity {
            #expect(!changed.isEverything)
            changed.insert(AlertKey(bytes: [UInt8(number >> 8), UInt8(number & 0xFF)]))
        }
        #expect(changed.isEverything && !changed.isEmpty)
        #expect(changed.keys == [])
    }

    @Test func identifiersAreSixDigitsAndDiffer() {
        var random = SeededRandom(seed: 3)
        let first = random.messageID(unlike: [])
        #expect(first.utf8.count == 6)
        #expect(first.allSatisfy { "0123456789abcdef".contains($0) })
        var again = SeededRandom(seed: 3)
        #expect(again.messageID(unlike: [first]) != first)
    }
}
