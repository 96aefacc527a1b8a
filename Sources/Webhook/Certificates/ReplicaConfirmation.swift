import Kubernetes

/// Finds out whether every replica presents a certificate.
struct ReplicaConfirmation {
    /// How long a replica may take for its handshake.
    private static let handshakeTime = Duration.seconds(5)
    private static let interval = Duration.seconds(5)

    let settings: RotationSettings
    let workshop: CertificateWorkshop
    let clock: RotationClock

    /// Waits until every replica presents a certificate. Where replicas cannot be asked, waits as long as kubelets and
    /// servers need, and believes them.
    ///
    /// - Parameters:
    ///   - leaf: the certificate.
    ///   - patience: the time that the run has left.
    ///   - isLasting: whether to look again after the time of `settle`: a replica that was just starting at the first look may
    ///     have been given the files of before.
    /// - Returns: what each replica that does not present it does instead; nil once all do.
    /// - Throws: `RotationFailure` where the run has not the time to wait blindly.
    func obstacle(
        _ leaf: CertificateDetails,
        _ patience: RotationPatience,
        isLasting: Bool
    ) throws(RotationFailure) -> String? {
        guard let replicas = settings.replicas else {
            try patience.pause(settings.settle + settings.wait, for: "waiting for kubelets to bring the certificate")
            return nil
        }
        let end = clock.elapsed() + min(settings.wait, patience.remaining)
        var looksLeft = isLasting ? 2 : 1
        while true {
            guard let obstacle = present(leaf, replicas) else {
                looksLeft -= 1
                guard looksLeft > 0 else { return nil }
                try patience.pause(settings.settle, for: "waiting for replicas that are just starting")
                continue
            }
            let remaining = end - clock.elapsed()
            guard remaining > .zero else { return obstacle }
            clock.pause(min(Self.interval, remaining))
        }
    }

    private func present(_ leaf: CertificateDetails, _ replicas: ReplicaPlace) -> String? {
        let served: [ServedLeaf]
        do {
            served = try workshop.served(replicas, settings.names[0], Self.handshakeTime)
        } catch {
            return "the replicas at \(replicas) cannot be found: \(error)"
        }
        guard !served.isEmpty else { return "\(replicas) has no address" }
        let others = served.filter { $0.leaf?.fingerprint != leaf.fingerprint }.map { replica in
            guard let leaf = replica.leaf else { return "\(replica.address) presents none: \(replica.problem)" }
            return "\(replica.address) presents that of \(leaf.subject) which ends \(leaf.notAfter.inWords)"
        }
        return others.isEmpty ? nil : others.joined(separator: "; ")
    }
}
