import Foundation
import TestSupport
import Testing

@testable import Alerts

/// Thousands of random events, answers, pauses, restarts and crashes: the rules that hold whatever comes.
@Suite struct DispatcherPropertyTests {
    @Test(arguments: 0..<8)
    func nothingIsLostTwiceTooEarlyOrTooOften(seed: UInt64) {
        var run = RandomRun(seed: seed)
        for _ in 0..<800 {
            run.step()
        }
        run.end()
        #expect(run.complaints == [])
    }

    @Test func theCountsAddUpWhereMessagesNeverPass() {
        var undeliverable = 0
        for seed in 100..<102 as Range<UInt64> {
            var run = RandomRun(seed: seed, poisoned: ["p0", "p1", "p2", "p3", "p4", "p5"])
            for _ in 0..<1000 {
                run.stepAnsweringAtOnce()
            }
            run.end()
            undeliverable += run.overtaken
            #expect(run.complaints == [])
        }
        #expect(undeliverable > 0)
    }
}

/// One random history of a dispatcher, its outbox and robots that answer as they please.
private struct RandomRun {
    /// What the test knows of one receiver.
    struct Robot {
        var recorded = 0
        /// Alerts in messages that the robot took, every time that it did.
        var taken = 0
        /// The same, as the dispatcher was told.
        var acknowledged = 0
        /// Alerts in messages that may have arrived, or did, without anybody knowing.
        var ambiguous = 0
        var givenUp = 0
        var sent: [Date] = []
        var pausedUntil = Date.distantPast
        var flying: PostRequest?
        /// Messages that failed, by their identifiers, until they are taken or taken apart.
        var failed: [String: Message] = [:]
    }

    var random: SeededGenerator
    let settings: AlertSettings
    let kind: Receiver.Kind
    var now = Rehearsal.start
    var dispatcher: Dispatcher
    let outbox = ModelOutbox()
    var robots: [String: Robot]
    var complaints: [String] = []
    static let poisonous = "for ever"
    /// Alerts that were given up for that.
    var overtaken = 0
    /// Messages that tell of these namespaces always get the answer that they may go better later.
    let poisoned: Set<String>

    init(seed: UInt64, poisoned: Set<String> = []) {
        self.poisoned = poisoned
        random = SeededGenerator(seed: seed)
        kind = random.pick(Receiver.Kind.allCases)
        var settings = AlertSettings.forTests(kind, names: ["a", "b"], replicas: random.pick([1, 1, 2, 3, 20]))
        settings.timeToLive = .seconds(random.pick(poisoned.isEmpty ? [900, 21_600] : [21_600]))
        self.settings = settings
        robots = ["a": Robot(), "b": Robot()]
        dispatcher = Dispatcher(settings, seed: seed, at: now)
    }

    mutating func step() {
        switch random.below(20) {
        case 0..<9: record()
        case 9..<15: pass(random.pick([0.1, 1, 5, 30, 60, 300, 1800]))
        case 15..<18: answer()
        case 18: if random.chance(4) { restart() }
        default:
            if random.chance(10) {
                dispatcher.recordLost(3, at: now)
                for name in robots.keys {
                    robots[name]?.recorded += 3
                }
            }
        }
        check()
    }

    /// Lets a minute pass, in which robots answer soon.
    mutating func stepAnsweringAtOnce() {
        record()
        for _ in 0..<6 {
            pass(10)
            answerAll()
        }
        if random.chance(400) {
            restart()
        }
        check()
    }

    /// Lets everything that waits arrive or get too old.
    mutating func end() {
        for _ in 0..<3000 where dispatcher.states.contains(where: { $0.waiting > 0 }) {
            for name in robots.keys.sorted() where robots[name]?.flying != nil {
                finish(name, .delivered)
            }
            pass(30)
        }
        check()
        for (name, robot) in robots where robot.recorded != robot.acknowledged + robot.givenUp {
            complaints.append("\(name): \(robot.recorded) came, \(robot.acknowledged) told, \(robot.givenUp) given up")
        }
        for (name, robot) in robots where robot.taken - robot.acknowledged > robot.ambiguous {
            complaints.append("\(name): told twice without need")
        }
    }

    private mutating func record() {
        let isPoison = !poisoned.isEmpty && random.chance(20)
        let namespace = isPoison ? random.pick(poisoned.sorted()) : "n\(random.below(poisoned.isEmpty ? 4 : 50))"
        let facts = AlertFacts.forTests(
            "w\(random.below(40))",
            namespace: namespace,
            severity: random.pick(Severity.allCases)
        )
        let names = random.pick([["a"], ["b"], ["a", "b"]])
        dispatcher.record(facts, receivers: names, at: now)
        for name in names {
            robots[name]?.recorded += 1
        }
    }

    /// Lets time pass, looking at the dispatcher whenever it wants to.
    private mutating func pass(_ seconds: Double) {
        let end = now + seconds
        while let next = dispatcher.nextTime(at: now), next <= end {
            now = max(now, next)
            perform(dispatcher.proceed(at: now))
        }
        now = end
    }

    private mutating func perform(_ actions: [DeliveryAction]) {
        outbox.apply(dispatcher.takeChanges())
        for action in actions {
            switch action {
            case .post(let delivery): post(delivery)
            case .reportLoss(let name, _, _, let alerts, let reason):
                robots[name]?.givenUp += alerts
                overtaken += reason == Self.poisonous ? alerts : 0
            case .reportRetry, .reportPause, .reportDegraded, .reportRecovered: break
            }
        }
    }

    private mutating func post(_ delivery: PostRequest) {
        let name = delivery.receiver.name
        guard var robot = robots[name] else { return }
        defer { robots[name] = robot }
        if robot.flying != nil {
            complaints.append("two at once")
        }
        if now < robot.pausedUntil {
            complaints.append("sent in a pause")
        }
        if let failed = robot.failed[delivery.message.id], failed != delivery.message {
            complaints.append("a message has changed")
        }
        if outbox.channels[name]?.messages.contains(where: { $0.message == delivery.message }) != true {
            complaints.append("sent before it was written down")
        }
        robot.flying = delivery
        robot.sent.append(now)
        let limit: Int? =
            switch kind {
            case .feishu: 100
            case .dingtalk, .wecom: 20
            case .slack: 63
            case .webhook, .alertmanager: 130
            }
        let minute = robot.sent.suffix(while: { $0 > now - 60 }).count
        if let limit, minute * settings.replicas > max(limit, settings.replicas) {
            complaints.append("\(minute) messages in a minute")
        }
    }

    /// Answers at once, mostly well.
    mutating func answerAll() {
        for name in robots.keys.sorted() {
            if let delivery = robots[name]?.flying, isPoison(delivery) || !random.chance(8) {
                finish(name, isPoison(delivery) ? .retryable(reason: Self.poisonous) : .delivered)
            }
        }
    }

    private func isPoison(_ delivery: PostRequest) -> Bool {
        delivery.message.items.contains { poisoned.contains($0.facts.namespace) }
    }

    private mutating func answer() {
        guard let name = robots.filter({ $0.value.flying != nil }).keys.sorted().first else { return }
        switch random.below(12) {
        case 0..<4: finish(name, .delivered)
        case 4: finish(name, .rateLimited(pause: .seconds(random.pick([5, 60, 600])), reason: "slow"))
        case 5..<8: finish(name, .retryable(reason: "later"))
        case 8: finish(name, .signatureRefused(reason: "sign"))
        case 9: finish(name, .configuration(reason: "token"))
        default: finish(name, .payload(reason: "size"))
        }
    }

    private mutating func finish(_ name: String, _ outcome: Outcome) {
        guard let delivery = robots[name]?.flying else { return }
        robots[name]?.flying = nil
        let (id, count) = (delivery.message.id, delivery.message.count)
        robots[name]?.failed[id] = delivery.message
        switch outcome {
        case .delivered:
            robots[name]?.taken += count
            robots[name]?.acknowledged += count
            robots[name]?.failed[id] = nil
        case .rateLimited(let pause, _):
            robots[name]?.pausedUntil = now + pause.seconds
            robots[name]?.failed[id] = nil
        case .retryable where random.chance(2):
            // It has arrived, but the answer has not.
            robots[name]?.taken += count
            robots[name]?.ambiguous += count
        default:
            break
        }
        perform(dispatcher.finish(delivery.attempt, outcome, at: now))
        if outbox.channels[name]?.messages.contains(where: { $0.message.id == id }) != true {
            // Given up, or taken apart: another message may have the identifier.
            robots[name]?.failed[id] = nil
        }
    }

    /// Ends the process, with or without a crash, and starts it again with what the outbox holds.
    private mutating func restart() {
        for name in robots.keys {
            guard let delivery = robots[name]?.flying else { continue }
            // Sent, and nobody waits for the answer any more.
            robots[name]?.taken += delivery.message.count
            robots[name]?.ambiguous += delivery.message.count
            robots[name]?.failed[delivery.message.id] = delivery.message
            robots[name]?.flying = nil
        }
        let isCrash = random.chance(2)
        if !isCrash {
            outbox.apply(dispatcher.takeChanges())
        }
        for state in dispatcher.states {
            let kept = outbox.channels[state.name]?.waiting ?? 0
            // What came since the last write is lost with a crash, and nothing else.
            robots[state.name]?.recorded -= state.waiting - kept
            if !isCrash, state.waiting != kept {
                complaints.append("the outbox has \(kept) of \(state.waiting)")
            }
        }
        dispatcher = Dispatcher(settings, seed: random.next(), at: now)
        perform(dispatcher.restore(outbox.channels, at: now))
    }

    private mutating func check() {
        for state in dispatcher.states {
            guard let robot = robots[state.name] else { continue }
            if robot.recorded != robot.acknowledged + robot.givenUp + state.waiting {
                complaints.append("\(state.name): the counts do not add up")
            }
            if state.messages > Channel.sealedCapacity {
                complaints.append("\(state.messages) messages wait")
            }
        }
        if complaints.count > 10 {
            complaints = Array(complaints.prefix(10))
        }
    }
}

extension Array {
    /// The last elements that fit.
    fileprivate func suffix(while fits: (Element) -> Bool) -> ArraySlice<Element> {
        self[(lastIndex { !fits($0) }.map { $0 + 1 } ?? startIndex)...]
    }
}
