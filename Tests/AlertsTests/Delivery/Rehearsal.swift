import Foundation

@testable import Alerts

/// A dispatcher with a clock of its own: alerts come when a test says so, answers at once, and everything that is posted and
/// reported is written down.
struct Rehearsal {
    /// A message that was posted, and how many seconds after the start.
    struct Post: Equatable {
        var time: Double
        var delivery: PostRequest

        var message: Message { delivery.message }
    }

    static let start = Date(timeIntervalSince1970: 1_800_000_000)

    var dispatcher: Dispatcher
    private(set) var time = 0.0
    private(set) var posts: [Post] = []
    private(set) var reports: [DeliveryAction] = []
    /// Answers posts; nil leaves one unanswered.
    var answer: (PostRequest) -> Outcome? = { _ in .delivered }

    init(_ settings: AlertSettings = .forTests()) {
        dispatcher = Dispatcher(settings, seed: 1, at: Self.start)
    }

    var now: Date { Self.start + time }

    /// Lets time pass, does what is due at its times, and then records an alert.
    mutating func record(_ facts: AlertFacts, to receivers: [String] = ["robot"], at time: Double) {
        advance(to: time)
        dispatcher.record(facts, receivers: receivers, at: now)
    }

    /// Lets time pass and does what is due at its times.
    mutating func advance(to end: Double) {
        while let next = dispatcher.nextTime(at: now), next <= Self.start + end {
            time = max(time, next.timeIntervalSince(Self.start))
            perform(dispatcher.proceed(at: now))
        }
        time = max(time, end)
    }

    mutating func finish(_ delivery: PostRequest, _ outcome: Outcome) {
        perform(dispatcher.finish(delivery.attempt, outcome, at: now))
    }

    mutating func update(_ settings: AlertSettings) {
        perform(dispatcher.update(settings, at: now))
    }

    mutating func flush() {
        dispatcher.flush(at: now)
        advance(to: time)
    }

    mutating func perform(_ actions: [DeliveryAction]) {
        for action in actions {
            guard case .post(let delivery) = action else {
                reports.append(action)
                continue
            }
            posts.append(Post(time: time, delivery: delivery))
            if let outcome = answer(delivery) {
                finish(delivery, outcome)
            }
        }
    }

    /// When each message was posted.
    var times: [Double] { posts.map(\.time) }

    /// How many alerts each message told of.
    var counts: [Int] { posts.map(\.message.count) }

    func state(_ receiver: String = "robot") -> ReceiverState? {
        dispatcher.states.first { $0.name == receiver }
    }
}

extension AlertSettings {
    /// One receiver, `robot`, unless others are given.
    static func forTests(
        _ kind: Receiver.Kind = .feishu,
        names: [String] = ["robot"],
        replicas: Int = 1
    ) -> AlertSettings {
        let receivers = names.map { Receiver(name: $0, kind: kind, url: .file("/urls/\($0)")) }
        var settings = AlertSettings(cluster: "east", timeZone: .gmt, receivers: receivers)
        settings.replicas = replicas
        return settings
    }
}

extension AlertFacts {
    static func forTests(
        _ name: String = "llm",
        namespace: String = "ml",
        container: String? = nil,
        code: String = "ModelTooLarge",
        severity: Severity = .deny
    ) -> AlertFacts {
        var facts = AlertFacts(
            severity: severity,
            code: code,
            kind: "Pod",
            namespace: namespace,
            name: "\(name)-1",
            owner: Owner(kind: "Deployment", name: name),
            message: "too large",
            user: "ann",
            decisionID: "d1"
        )
        facts.container = container
        return facts
    }
}
