/// What mends what any service may answer.
enum CommonFix {
    static func text(_ delivery: Delivery, _ receiver: Receiver) -> String {
        if let status = delivery.status, (300...399).contains(status) {
            return "put the URL that it leads to into \(receiver.url), if that is \(receiver.kind.service)"
        }
        switch delivery.outcome {
        case .delivered: return "nothing"
        case .rateLimited(let pause, _): return waiting(pause)
        case .signatureRefused: return signature(delivery, receiver)
        case .payload:
            return "nothing that a setting could mend: the message is sent in a plainer form; if that is refused too, "
                + "it is a fault of this program"
        case .configuration:
            return switch delivery.status {
            case 401?, 403?: "check the URL in \(receiver.url): it is not let in"
            case 404?, 410?: "check the URL in \(receiver.url): there is nothing at its path"
            default: "check the URL in \(receiver.url): whoever is there takes no such messages"
            }
        case .retryable:
            return
                "try again later: the answer does not say that the message was taken, so the server sends it again; if it stays "
                + "so, see whether a proxy or a gateway answers instead of \(receiver.kind.service)"
        }
    }

    static func waiting(_ pause: Duration) -> String {
        let seconds = pause.components.seconds
        let time = seconds >= 120 ? "\(seconds / 60) minutes" : "\(seconds) s"
        return "nothing: too many messages came, and the server waits for \(time)"
    }

    /// For robots that take only messages with one of their keywords.
    static func keyword(_ receiver: Receiver) -> String {
        guard let keyword = receiver.keyword else {
            return "set `keyword:` of the receiver to one of the robot's keywords: it takes no message without one"
        }
        return
            "add the keyword \"\(keyword)\" to the robot, or set `keyword:` of the receiver to one that the robot has"
    }

    /// For robots that take only messages from addresses they know.
    static func address(_ address: String?) -> String {
        guard let address else {
            return "add the address under which this cluster leaves to the robot's allowed addresses"
        }
        return "add \(address), the address under which this cluster leaves, to the robot's allowed addresses"
    }

    /// A signature is refused for the secret or for the time, and the service does not always say for which.
    static func signature(_ delivery: Delivery, _ receiver: Receiver) -> String {
        let service = receiver.kind.service
        guard let secret = receiver.secret else {
            return "set `secret:` of the receiver: the robot takes signed messages only"
        }
        guard let skew = delivery.clockSkew?.components.seconds else {
            return "put the robot's own secret into \(secret), or set this machine's clock right: \(service) refuses "
                + "signatures that are an hour off its own clock"
        }
        let (seconds, direction) = (abs(skew), skew < 0 ? "behind" : "ahead of")
        if seconds > 3600 {
            return
                "set this machine's clock right: it is \(seconds) s \(direction) \(service)'s, which tolerates 3600 s"
        }
        return
            "put the robot's own secret into \(secret): this machine's clock is only \(seconds) s off \(service)'s, so "
            + "the time is not the reason"
    }
}
