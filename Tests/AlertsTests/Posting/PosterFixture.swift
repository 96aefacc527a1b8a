import Alerts
import Foundation

/// A poster whose messages say nothing but their id, with secrets in an environment of its own.
struct PosterFixture {
    static let token = "ca2f8a5e-0b1d-4c3e-9f00-123456789abc"
    /// A Tuesday, 2023-11-14T22:13:20Z.
    static let moment = Date(timeIntervalSince1970: 1_700_000_000)

    let poster: URLSessionPoster
    let receiver: Receiver
    let message = Message(id: "a1b2c3", purpose: .test, receiver: "ml", created: moment, items: [])

    /// - Parameters:
    ///   - kind: of the receiver.
    ///   - url: its URL.
    ///   - secret: what signs; nil for nothing.
    ///   - timeout: how long a try may take.
    init(_ kind: Receiver.Kind, _ url: String, secret: String? = nil, timeout: Duration = .seconds(10)) {
        var receiver = Receiver(name: "ml", kind: kind, url: .environment("ML_URL"))
        receiver.allowHost = "127.0.0.1"
        receiver.secret = secret.map { _ in .environment("ML_SECRET") }
        self.receiver = receiver
        let settings = AlertSettings(cluster: "test", timeZone: .gmt, receivers: [receiver])
        let environment = ["ML_URL": url, "ML_SECRET": secret ?? ""]
        poster = URLSessionPoster(
            settings,
            version: "1.2.3",
            timeout: timeout,
            environment: { environment },
            now: { Self.moment },
            body: { message, kind, _ in ["id": .string(message.id), "kind": .string(kind.rawValue)] }
        )
    }

    /// The URL of a kind's robot on this machine.
    static func url(_ kind: Receiver.Kind, port: Int) -> String {
        let base = "http://127.0.0.1:\(port)"
        return switch kind {
        case .feishu: "\(base)/open-apis/bot/v2/hook/\(token)"
        case .dingtalk: "\(base)/robot/send?access_token=\(token)"
        case .wecom: "\(base)/cgi-bin/webhook/send?key=\(token)"
        case .slack: "\(base)/services/T00000000/B00000000/\(token)"
        case .webhook: "\(base)/hooks/\(token)"
        case .alertmanager: "\(base)/\(token)"
        }
    }

    func deliver() async -> Delivery {
        await poster.deliver(message, to: receiver, form: .rich)
    }

    /// The same, with how long it took: until the completion is called, for tests wait for each other.
    func timedDelivery() async -> (Delivery, Duration) {
        await withCheckedContinuation { continuation in
            let start = ContinuousClock.now
            poster.deliver(message, to: receiver, form: .rich) { delivery in
                continuation.resume(returning: (delivery, start.duration(to: .now)))
            }
        }
    }
}
