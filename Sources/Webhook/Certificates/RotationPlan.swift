import Foundation

/// Decides what a rotation does next.
struct RotationPlan {
    let settings: RotationSettings
    /// By the API server's clock, for it looks at the dates.
    let now: Date

    private static let day: TimeInterval = 86_400

    /// The next step. Nothing is trusted less before every replica presents a certificate of the CA that stays, and no
    /// certificate is of a CA that is not trusted yet.
    func next(_ state: RotationState) -> RotationStep {
        let signing = state.signing.flatMap { canSign($0) ? $0 : nil }
        if let signing, let need = leafNeed(state, signing), state.next == nil || need.isUrgent {
            return trustFirst(state, signing) ?? .issueLeaf(need.reason)
        }
        if let next = state.next, canSign(next) {
            if state.lacksTrust {
                return .widenTrust
            }
            return state.bundles?.isEmpty == false && !state.isSettled ? .settle : .switchAuthority
        }
        guard let signing else {
            let reason = "there is none that can sign"
            return isAnybodyTrusted(state) ? .addAuthority(reason) : .issueBoth(reason)
        }
        if let reason = authorityNeed(state, signing) {
            return .addAuthority(reason)
        }
        if state.lacksTrust {
            return .widenTrust
        }
        let hasSurplus = state.trusted.count > 1 || state.hasForeignTrust
        // Under the same CA nothing depends on it: it is looked at, and not waited for blindly.
        let isWorthALook = hasSurplus || state.hasNewLeaf && settings.replicas != nil
        if isWorthALook, state.confirmed == nil || state.confirmed != state.leaf?.fingerprint {
            return .confirm
        }
        if state.trusted.count > 1 {
            return .dropAuthorities
        }
        return state.hasForeignTrust ? .narrowTrust : .rest
    }

    /// What has to come before a certificate of this CA; nil where API servers trust it already, or nobody calls.
    private func trustFirst(_ state: RotationState, _ authority: CertificateDetails) -> RotationStep? {
        let isTrusted = state.bundles?.allSatisfy { $0.contains { $0.fingerprint == authority.fingerprint } } ?? true
        guard isTrusted else { return .widenTrust }
        let isCalled = state.bundles?.isEmpty == false
        return state.hasForeignLeaf && isCalled && !state.isSettled ? .settle : nil
    }

    /// How many days a certificate of this CA can be valid: none outlives its CA.
    func leafDays(under authority: CertificateDetails) -> Int {
        min(settings.days, Int(authority.notAfter.timeIntervalSince(now) / Self.day))
    }

    /// When the certificate is replaced: a third of its life is left then.
    func due(leaf: CertificateDetails) -> Date {
        leaf.notAfter - leaf.notAfter.timeIntervalSince(leaf.notBefore) / 3
    }

    /// When the CA is replaced: it would not outlive another two certificates then.
    func due(authority: CertificateDetails) -> Date {
        authority.notAfter - Double(settings.days * 2) * Self.day
    }

    /// Whether the CA is there for a certificate of one day at least.
    private func canSign(_ authority: CertificateDetails) -> Bool {
        authority.notBefore <= now && leafDays(under: authority) >= 1
    }

    private func isAnybodyTrusted(_ state: RotationState) -> Bool {
        state.bundles?.contains { $0.contains { $0.notAfter > now } } ?? false
    }

    private func authorityNeed(_ state: RotationState, _ authority: CertificateDetails) -> String? {
        if state.renewal == .ca {
            return "--renew ca"
        }
        return due(authority: authority) <= now ? "the old one ends \(authority.notAfter.inWords)" : nil
    }

    /// Why the certificate has to be replaced, and whether that cannot wait for a CA that comes; nil if it need not be.
    private func leafNeed(
        _ state: RotationState,
        _ authority: CertificateDetails
    ) -> (reason: String, isUrgent: Bool)? {
        guard let leaf = state.leaf else { return ("there is none that can be read", true) }
        if Set(leaf.names.map { $0.lowercased() }) != Set(settings.names) {
            return ("the old one is for \(leaf.names.joined(separator: ", "))", true)
        }
        if leaf.notBefore > now {
            return ("the old one is not valid before \(leaf.notBefore.inWords)", true)
        }
        if due(leaf: leaf) <= now {
            return ("the old one ends \(leaf.notAfter.inWords)", true)
        }
        if let problem = state.leafProblem {
            return ("the old one \(problem)", true)
        }
        return state.renewal == .leaf ? ("--renew leaf", false) : nil
    }
}
