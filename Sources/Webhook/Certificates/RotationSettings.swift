import Foundation

/// What a rotation looks after, and how. Values of the command line.
package struct RotationSettings: Hashable, Sendable {
    /// Which certificate is replaced although none is due.
    package enum Renewal: String, CaseIterable, Sendable {
        case leaf
        case ca
    }

    let secret: ObjectName
    let webhook: String
    let service: ObjectName
    /// Every name that the certificate bears, the service's first.
    let names: [String]
    /// Nil where replicas cannot be asked.
    let replicas: ReplicaPlace?
    let authorityDays: Int
    let days: Int
    let renewal: Renewal?
    let settle: Duration
    let wait: Duration
    let deadline: Duration
    let isDryRun: Bool

    /// - Throws: `ConfigurationError` that names the option, for values that cannot be.
    package init(
        secret: String = "mig-gate/mig-gate-tls",
        webhook: String = "mig-gate",
        service: String = "mig-gate/mig-gate",
        names: [String] = [],
        replicas: String? = nil,
        authorityDays: Int = 365,
        days: Int = 30,
        renewal: Renewal? = nil,
        settle: String = "30s",
        wait: String = "5m",
        deadline: String = "10m",
        isDryRun: Bool = false
    ) throws(ConfigurationError) {
        guard let secretName = ObjectName(secret) else {
            throw ConfigurationError("--secret \(secret): should be NAMESPACE/NAME")
        }
        guard let serviceName = ObjectName(service) else {
            throw ConfigurationError("--service \(service): should be NAMESPACE/NAME")
        }
        guard ObjectName.isName(webhook) else {
            throw ConfigurationError("--webhook \(webhook): should be the name of a ValidatingWebhookConfiguration")
        }
        for name in names where !Self.isHost(name) {
            throw ConfigurationError("--name \(name): should be a host name or an address")
        }
        let place = replicas.flatMap(ReplicaPlace.init)
        if let replicas, place == nil {
            throw ConfigurationError("--replicas \(replicas): should be HOST:PORT")
        }
        guard days >= 1, days <= 398 else {
            throw ConfigurationError("--days \(days): should be 1 to 398")
        }
        guard authorityDays > days * 2, authorityDays <= 3650 else {
            let reason = "a CA is replaced when it might not outlive two certificates"
            throw ConfigurationError("--ca-days \(authorityDays): should be \(days * 2 + 1) to 3650: \(reason)")
        }
        self.secret = secretName
        self.webhook = webhook
        self.service = serviceName
        let own = "\(serviceName.name).\(serviceName.namespace).svc"
        self.names = ([own, "\(own).cluster.local"] + names.map { $0.lowercased() }).uniqued
        self.replicas = place
        self.authorityDays = authorityDays
        self.days = days
        self.renewal = renewal
        self.settle = try Self.duration(settle, "--settle")
        self.wait = try Self.duration(wait, "--wait")
        self.deadline = try Self.duration(deadline, "--deadline")
        self.isDryRun = isDryRun
    }

    private static func duration(_ text: String, _ option: String) throws(ConfigurationError) -> Duration {
        guard let duration = DurationOption.parse(text), duration <= .seconds(86_400) else {
            throw ConfigurationError("\(option) \(text): should be a duration such as 30s or 5m, up to 24h")
        }
        return duration
    }

    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.utf8.allSatisfy { byte in
                (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*")
            }
    }

    var secretResource: APIResource { .secret(namespace: secret.namespace, name: secret.name) }

    var webhookResource: APIResource { .validatingWebhookConfiguration(name: webhook) }
}

extension [String] {
    /// Without those that have come before.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
