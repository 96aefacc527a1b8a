import Dispatch
package import Foundation
package import Logging
import Synchronization
import Telemetry

/// Tells receivers of alerts: takes them from any thread without making it wait, and has one thread of its own count them,
/// put them into messages and see to it that those arrive.
///
/// Nothing that chat does reaches whoever pushes: a full queue loses alerts, and receivers are told how many.
package final class AlertService: Sendable {
    /// What other threads see of the one that runs.
    struct Published: Sendable {
        var states: [ReceiverState]
        var isOnDisk = false
    }

    private let settings: AlertSettings
    private let folder: String?
    private let poster: any Poster
    private let log: DeliveryLog
    private let logger: Logger
    let now: @Sendable () -> Date
    private let timeScale: Double
    private let seed: UInt64
    private let outboxRetry: Duration

    private let capacity: Int
    private let queue: BoundedQueue<Alert?>
    private let doorbell = Doorbell()
    private let mailbox: DeliveryMailbox
    private let hasStopped = DispatchSemaphore(value: 0)
    private let shown: Mutex<Published>
    /// Alerts that were pushed and had room, and those that had none.
    let queued = Counter()
    let lost = Counter()

    /// Pause between two looks into the queue while alerts come, so that nobody has to wake the thread for each.
    private static let pause = DispatchTimeInterval.milliseconds(3)
    /// The longest time between two looks at the clock, which somebody may put right.
    private static let longestWait = 30.0

    /// - Parameters:
    ///   - settings: how and to whom.
    ///   - folder: where what waits outlives the process; nil for nowhere.
    ///   - queueCapacity: alerts that may wait to be counted.
    ///   - logger: hears of what concerns whoever runs the program.
    ///   - poster: sends messages.
    ///   - now: the clock by which everything is timed.
    ///   - timeScale: how much faster that clock runs than others do.
    ///   - seed: for random numbers that are the same every time; nil for any.
    ///   - outboxRetry: pause between two looks whether the process is gone that uses the folder, by everybody's clock.
    package init(
        settings: AlertSettings,
        folder: String?,
        queueCapacity: Int = 1024,
        logger: Logger,
        poster: any Poster,
        now: @escaping @Sendable () -> Date = { Date() },
        timeScale: Double = 1,
        seed: UInt64? = nil,
        outboxRetry: Duration = .seconds(10)
    ) {
        self.settings = settings
        self.folder = folder
        self.poster = poster
        self.logger = logger
        self.now = now
        self.timeScale = timeScale
        self.seed = seed ?? .random(in: 0...UInt64.max)
        self.outboxRetry = outboxRetry
        log = DeliveryLog(logger)
        capacity = queueCapacity
        queue = BoundedQueue(capacity: queueCapacity, nil)
        mailbox = DeliveryMailbox(doorbell)
        let dispatcher = Dispatcher(settings, seed: 0, at: now())
        shown = Mutex(Published(states: dispatcher.states))
    }

    /// Queues an alert; from any thread. What finds no room is lost, and counted.
    package func push(_ alert: Alert) {
        guard queue.push({ $0 = alert }) else { return lost.increment() }
        queued.increment()
        doorbell.ring()
    }

    /// Takes over changed settings; from any thread.
    package func update(_ settings: AlertSettings) {
        mailbox.leave { $0.settings = settings }
    }

    /// Has receivers that take no messages tried at once: what the settings name is there now; from any thread.
    package func reconsider() {
        mailbox.leave { $0.isMended = true }
    }

    /// How every receiver is, in the order of the settings.
    package var receivers: [ReceiverStatus] {
        published.states.filter(\.isPresent).map(ReceiverStatus.init)
    }

    var published: Published { shown.withLock(\.self) }
}

// MARK: - The thread

extension AlertService {
    /// Tells receivers of alerts until `stop` is called. To be called on a thread of its own, once.
    package func run() {
        var lastLook = ContinuousClock.now
        var dispatcher = Dispatcher(settings, seed: seed, at: now())
        var (writer, nextOpening) = open(&dispatcher)
        var end: ContinuousClock.Instant?
        var counted = 0
        while true {
            let mail = mailbox.take()
            let look = ContinuousClock.now
            let time = now()
            dispatcher.follow(time, after: lastLook.duration(to: look).seconds * timeScale)
            lastLook = look
            if let opening = nextOpening, opening <= look {
                nextOpening = reopen(&dispatcher, &writer)
            }
            let taken = drain(into: &dispatcher, &counted, at: time)
            var actions: [DeliveryAction] = []
            for (attempt, outcome) in mail.answers {
                actions += dispatcher.finish(attempt, outcome, at: time)
            }
            if let settings = mail.settings {
                actions += dispatcher.update(settings, at: time)
            }
            if mail.isMended {
                dispatcher.reconsider(at: time)
            }
            if let last = mail.end, end == nil {
                end = last
                dispatcher.flush(at: time)
            }
            actions += dispatcher.proceed(at: time)
            let nextWrite = writer.write(&dispatcher)
            perform(actions)
            publish(dispatcher, writer)
            if let end, isOver(dispatcher, end) {
                break
            }
            if taken > 0 {
                doorbell.pause(Self.pause)
            } else {
                wait(until: [nextWrite, nextOpening, end].compactMap(\.self).min(), dispatcher)
            }
        }
        if nextOpening != nil {
            _ = reopen(&dispatcher, &writer)
        }
        _ = writer.write(&dispatcher, isLast: true)
        publish(dispatcher, writer)
        log.writeEnd(waiting: dispatcher.states.reduce(0) { $0 + $1.waiting }, isKept: writer.isOnDisk)
        hasStopped.signal()
    }

    /// Tells of what waits as far as that goes, and ends the thread; what is left stays in the outbox. To be called once,
    /// when nobody pushes any more.
    ///
    /// - Parameter limit: how long to wait for answers, by everybody's clock.
    package func stop(within limit: Duration) {
        mailbox.leave { $0.end = .now + limit }
        doorbell.ringThroughPauses()
        // A second for what is written at the end.
        _ = hasStopped.wait(timeout: .now() + limit.seconds + 1)
    }

    /// Opens the outbox and takes over what it has.
    ///
    /// - Returns: what writes to it, and when to try again; nil for never.
    private func open(_ dispatcher: inout Dispatcher) -> (OutboxWriter, ContinuousClock.Instant?) {
        guard let folder else {
            log.writeThatThereIsNoFolder()
            return (OutboxWriter(MemoryOutbox(), logger), nil)
        }
        let opening = OutboxOpening(folder: folder, at: now())
        log.write(opening, in: folder)
        perform(dispatcher.restore(opening.stored, at: now()))
        return (OutboxWriter(opening.outbox, logger), opening.isInUse ? .now + outboxRetry : nil)
    }

    /// Looks whether the outbox that another process had at the start has become free, and then goes on with it.
    ///
    /// - Returns: when to try again; nil for never.
    private func reopen(_ dispatcher: inout Dispatcher, _ writer: inout OutboxWriter) -> ContinuousClock.Instant? {
        guard let folder else { return nil }
        let opening = OutboxOpening(folder: folder, at: now())
        guard !opening.isInUse else { return .now + outboxRetry }
        log.write(opening, in: folder, isLate: true)
        perform(dispatcher.restore(opening.stored, at: now()))
        dispatcher.rewrite()
        writer = OutboxWriter(opening.outbox, logger)
        return nil
    }

    /// Counts what is queued, up to as much as there is room for.
    private func drain(into dispatcher: inout Dispatcher, _ counted: inout Int, at now: Date) -> Int {
        var taken = 0
        var alert: Alert?
        while taken < capacity, queue.pop({ alert = $0.take() }) {
            taken += 1
            if let alert {
                // What was pushed before the clock was put back comes from the future.
                dispatcher.record(alert.facts(), receivers: alert.receivers, at: min(alert.time, now))
            }
        }
        let lost = lost.value
        if lost > counted {
            dispatcher.recordLost(lost - counted, at: now)
            counted = lost
        }
        return taken
    }

    private func perform(_ actions: [DeliveryAction]) {
        for action in actions {
            log.write(action)
            guard case .post(let delivery) = action else { continue }
            let attempt = delivery.attempt
            poster.post(delivery.message, to: delivery.receiver, form: delivery.form) { [mailbox] outcome in
                mailbox.leave { $0.answers.append((attempt, outcome)) }
            }
        }
    }

    private func publish(_ dispatcher: Dispatcher, _ writer: OutboxWriter) {
        let published = Published(states: dispatcher.states, isOnDisk: writer.isOnDisk)
        shown.withLock { $0 = published }
    }

    /// Whether nothing can be done any more before the end.
    private func isOver(_ dispatcher: Dispatcher, _ end: ContinuousClock.Instant) -> Bool {
        let left = ContinuousClock.now.duration(to: end).seconds
        guard left > 0 else { return true }
        guard queue.isEmpty, !dispatcher.isInFlight else { return false }
        let time = now()
        guard let next = dispatcher.nextSend(at: time) else { return true }
        return next > time + left * timeScale
    }

    private func wait(until deadline: ContinuousClock.Instant?, _ dispatcher: Dispatcher) {
        let time = now()
        var seconds = Self.longestWait
        if let next = dispatcher.nextTime(at: time) {
            seconds = min(seconds, next.timeIntervalSince(time) / timeScale)
        }
        if let deadline {
            seconds = min(seconds, ContinuousClock.now.duration(to: deadline).seconds)
        }
        // Never none: a clock that is read twice need not agree with itself.
        doorbell.wait(until: .now() + max(seconds, 0.001)) { !queue.isEmpty || !mailbox.isEmpty }
    }
}
