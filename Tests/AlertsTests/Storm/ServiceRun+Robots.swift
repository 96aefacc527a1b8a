import Foundation
import Glibc
import TestSupport

@testable import Alerts

extension ServiceRun<URLSessionPoster> {
    /// A service that posts to fakes.
    ///
    /// - Parameters:
    ///   - settings: with receivers that `Receiver.ofFakes` makes.
    ///   - robots: the fakes.
    ///   - folder: where the outbox is; nil for nowhere.
    ///   - scale: how much faster the service's clock runs.
    ///   - timeout: of one try, by everybody's clock.
    ///   - secrets: environment variables.
    ///   - signing: the clock by which messages are signed.
    convenience init(
        _ settings: AlertSettings,
        at robots: RobotFakes,
        folder: String? = nil,
        scale: Double,
        timeout: Duration = .seconds(10),
        secrets: [String: String] = [:],
        signing: @escaping @Sendable () -> Date = { Date() }
    ) {
        let poster = URLSessionPoster(settings, at: robots, timeout: timeout, secrets: secrets, signing: signing)
        let clock = FastClock(scale: scale)
        self.init(settings, folder: folder, queueCapacity: 1024, sender: poster, clock: clock)
    }

    /// Alerts that a receiver was told of, as far as the service knows.
    func told(_ receiver: String) -> Int { counters(receiver)?.delivered ?? 0 }

    /// Messages, and tries that did not deliver them, by what became of them.
    func messages(_ receiver: String, _ result: ReceiverCounters.Result) -> Int { counters(receiver)?[result] ?? 0 }

    /// Waits until all receivers are as they should be; false if that takes too long. Looks rarely: many wait at once.
    func waits(_ isFine: (ReceiverState) -> Bool) -> Bool {
        let deadline = ContinuousClock.now + .seconds(30)
        while !service.published.states.allSatisfy(isFine) {
            guard ContinuousClock.now < deadline else { return false }
            usleep(20_000)
        }
        return true
    }

    private func counters(_ receiver: String) -> ReceiverCounters? {
        service.published.states.first { $0.name == receiver }?.counters
    }

    /// Why a receiver takes no messages.
    func degradation(_ receiver: String) -> String? {
        service.receivers.first { $0.name == receiver }?.degraded
    }
}

extension URLSessionPoster {
    /// Posts to fakes.
    convenience init(
        _ settings: AlertSettings,
        at robots: RobotFakes,
        timeout: Duration = .seconds(10),
        secrets: [String: String] = [:],
        signing: @escaping @Sendable () -> Date = { Date() }
    ) {
        var environment = secrets
        for kind in Receiver.Kind.allCases {
            environment["URL_\(kind)"] = robots.url(kind.fake)
        }
        self.init(
            settings,
            version: "1.2.3",
            timeout: timeout,
            environment: { [environment] in environment },
            now: signing
        )
    }
}

extension Receiver {
    /// A receiver whose robot a fake plays; its name is its kind's unless it is given.
    static func ofFakes(_ kind: Kind, name: String? = nil, language: Language = .en) -> Receiver {
        var receiver = Receiver(name: name ?? kind.rawValue, kind: kind, url: .environment("URL_\(kind)"))
        receiver.language = language
        receiver.allowHost = "127.0.0.1"
        return receiver
    }
}

extension Receiver.Kind {
    /// Who plays the service.
    var fake: RobotService {
        switch self {
        case .feishu: .feishu
        case .dingtalk: .dingtalk
        case .wecom: .wecom
        case .slack: .slack
        case .webhook: .webhook
        case .alertmanager: .alertmanager
        }
    }
}

extension AlertSettings {
    /// A cluster named `east` whose alerts go to these.
    static func ofFakes(_ receivers: [Receiver], replicas: Int = 1) -> AlertSettings {
        var settings = AlertSettings(cluster: "east", timeZone: .gmt, receivers: receivers)
        settings.replicas = replicas
        return settings
    }
}
