import Foundation

/// All that decides what a rotation does next.
struct RotationState: Hashable {
    /// The CA that signs; nil where there is none with a key that is its own.
    var signing: CertificateDetails?
    /// The CA that is to take its place.
    var next: CertificateDetails?
    /// The certificate that the server is to present.
    var leaf: CertificateDetails?
    /// What is wrong with it besides dates and names; nil for nothing.
    var leafProblem: String?
    /// Every CA of the Secret.
    var trusted: [CertificateDetails]
    /// The CAs that API servers trust for each of our webhooks; nil where there is no configuration.
    var bundles: [[CertificateDetails]]?
    /// The certificate to replace although none is due.
    var renewal: RotationSettings.Renewal?
    /// Whether API servers have had the time to learn of the CAs that they trust.
    var isSettled = false
    /// Whether the server may still present a certificate that is not of the CA that signs.
    var hasForeignLeaf = false
    /// Whether this run has put another certificate under the same CA.
    var hasNewLeaf = false
    /// The fingerprint of the certificate that is known to be presented by every replica.
    var confirmed: String?

    init(
        signing: CertificateDetails? = nil,
        next: CertificateDetails? = nil,
        leaf: CertificateDetails? = nil,
        trusted: [CertificateDetails] = []
    ) {
        self.signing = signing
        self.next = next
        self.leaf = leaf
        self.trusted = trusted
    }

    /// Whether some of our webhooks lacks a CA of the Secret.
    var lacksTrust: Bool {
        let wanted = Set(trusted.map(\.fingerprint))
        return bundles?.contains { !wanted.isSubset(of: $0.map(\.fingerprint)) } ?? false
    }

    /// Whether some of our webhooks trusts a CA that is not of the Secret.
    var hasForeignTrust: Bool {
        let wanted = Set(trusted.map(\.fingerprint))
        return bundles?.contains { !wanted.isSuperset(of: $0.map(\.fingerprint)) } ?? false
    }
}
