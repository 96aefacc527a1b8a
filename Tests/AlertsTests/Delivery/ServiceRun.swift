import Foundation
import Logging
import Synchronization
import Telemetry
import TestSupport

@testable import Alerts

/// A service on a thread of its own, with a clock that runs faster and a log that is kept.
final class ServiceRun<Sender: Poster>: Sendable {
    let service: AlertService
    let poster: Sender
    let log: KeptLog
    let clock: FastClock
    private let thread: BackgroundThread

    init(_ settings: AlertSettings, folder: String?, queueCapacity: Int, sender: Sender, clock: FastClock) {
        let log = KeptLog()
        let service = AlertService(
            settings: settings,
            folder: folder,
            queueCapacity: queueCapacity,
            logger: Logger(label: "alerts") { _ in log },
            poster: sender,
            now: { clock.now },
            timeScale: clock.scale,
            seed: 7,
            outboxRetry: .milliseconds(20)
        )
        (self.service, poster, self.log, self.clock) = (service, sender, log, clock)
        thread = BackgroundThread { service.run() }
    }

    func push(_ facts: AlertFacts = .forTests(), to receivers: [String] = ["robot"]) {
        service.push(Alert(receivers: receivers, time: clock.now) { facts })
    }

    /// Stops the service; false if its thread does not end.
    func stop(within limit: Duration = .seconds(5)) -> Bool {
        service.stop(within: limit)
        return thread.ends()
    }

    /// The value of a sample, written as in `name{receiver="robot"}`.
    func metric(_ sample: String) -> Double? {
        var text = PrometheusText()
        service.collect(into: &text)
        let line = text.text.split(separator: "\n").first { $0.hasPrefix(sample + " ") }
        return line.flatMap { Double($0.dropFirst(sample.utf8.count + 1)) }
    }
}

extension ServiceRun<FakePoster> {
    /// A service that posts nothing.
    convenience init(
        _ settings: AlertSettings = .forTests(),
        folder: String? = nil,
        queueCapacity: Int = 1024,
        poster: FakePoster = FakePoster(),
        scale: Double = 60,
        clock: FastClock? = nil
    ) {
        let clock = clock ?? FastClock(scale: scale)
        self.init(settings, folder: folder, queueCapacity: queueCapacity, sender: poster, clock: clock)
    }
}

/// A clock that runs faster than others do, from the same moment on.
struct FastClock: Sendable {
    let scale: Double
    private let start = ContinuousClock.now

    init(scale: Double) {
        self.scale = scale
    }

    var now: Date {
        Rehearsal.start + start.duration(to: .now).seconds * scale
    }
}

/// A log that tests read.
struct KeptLog: LogHandler {
    private final class Lines: Sendable {
        let lines = Mutex<[String]>([])
    }

    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]
    private let kept = Lines()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let metadata = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let line = "\(event.level) \(event.message) \(metadata.joined(separator: " "))"
        kept.lines.withLock { $0.append(line) }
    }

    var lines: [String] { kept.lines.withLock(\.self) }
}
