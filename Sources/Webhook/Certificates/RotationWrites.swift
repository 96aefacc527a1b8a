import Alerts
import Foundation

/// What the objects become by a step.
struct RotationWrites {
    private let settings: RotationSettings
    private let workshop: CertificateWorkshop
    private let plan: RotationPlan
    private let secret: CertificateSecret
    private let webhooks: TrustingWebhooks?

    init(
        _ settings: RotationSettings,
        _ workshop: CertificateWorkshop,
        _ plan: RotationPlan,
        _ secret: CertificateSecret,
        _ webhooks: TrustingWebhooks?
    ) {
        self.settings = settings
        self.workshop = workshop
        self.plan = plan
        self.secret = secret
        self.webhooks = webhooks
    }

    /// The webhook configuration; nil where there is none.
    func webhooks(for step: RotationStep) -> APIValue? {
        webhooks?.with { bundle in
            guard step == .widenTrust else { return secret.trusted }
            return (secret.trusted + bundle.filter { $0.details.notAfter > plan.now }).unique
        }
    }

    /// The Secret.
    func secret(for step: RotationStep) throws -> APIValue {
        switch step {
        case .issueBoth:
            let authority = try newAuthority()
            return secret.with(try leaf(of: authority).merging(signing(authority, beside: [])) { $1 })
        case .issueLeaf:
            return secret.with(try leaf(of: try present(secret.signing)))
        case .addAuthority:
            let authority = try newAuthority()
            var changes: [String: String?] = [
                "next-ca.crt": authority.certificate, "next-ca.key": authority.privateKey.exposed,
                "ca.crt": (try keptAuthorities() + certificates(authority)).unique.pem,
            ]
            if secret.signing == nil {
                // The first CA of ca.crt is another than that of the key now.
                changes["ca.key"] = String?.none
            }
            return secret.with(changes)
        case .switchAuthority:
            let authority = try present(secret.next)
            return secret.with(try leaf(of: authority).merging(signing(authority, beside: secret.trusted)) { $1 })
        case .dropAuthorities:
            return secret.with(try signing(try present(secret.signing), beside: []))
        case .widenTrust, .narrowTrust, .settle, .confirm, .rest:
            return secret.object
        }
    }

    /// The CAs that some replica may have its certificate of. Where none can sign, those that API servers trust may be all
    /// that is known of them.
    private func keptAuthorities() throws -> [ReadCertificate] {
        let elsewhere = secret.signing == nil ? (webhooks?.bundles ?? []).flatMap(\.self) : []
        return (secret.trusted + elsewhere).filter { $0.details.isAuthority && $0.details.notAfter > plan.now }
    }

    private func signing(_ authority: KeyedCertificate, beside others: [ReadCertificate]) throws -> [String: String?] {
        [
            "ca.crt": (try certificates(authority) + others).unique.pem, "ca.key": authority.privateKey.exposed,
            "next-ca.crt": nil, "next-ca.key": nil,
        ]
    }

    private func newAuthority() throws -> KeyedCertificate {
        // Names tell CAs apart, for people and for whoever builds a chain.
        let authority = try made { try workshop.authority("mig-gate CA \(plan.now.inWords)", settings.authorityDays) }
        try check(try certificates(authority), "CA")
        return authority
    }

    private func leaf(of authority: KeyedCertificate) throws -> [String: String?] {
        let issuer = try certificates(authority)
        let days = plan.leafDays(under: issuer[0].details)
        let pair = try made { try workshop.serving(settings.names, days, authority) }
        let leaf = try certificates(pair)
        try check(leaf, "certificate")
        guard Set(leaf[0].details.names.map { $0.lowercased() }) == Set(settings.names) else {
            throw RotationFailure.unusable(
                "the new certificate is for \(leaf[0].details.names.joined(separator: ", ")), "
                    + "not for \(settings.names.joined(separator: ", "))"
            )
        }
        return ["tls.crt": (leaf + issuer).unique.pem, "tls.key": pair.privateKey.exposed]
    }

    private func made(_ make: () throws -> KeyedCertificate) throws(RotationFailure) -> KeyedCertificate {
        do {
            return try make()
        } catch {
            throw .unusable("\(error)")
        }
    }

    /// A certificate of tomorrow is refused by everybody.
    private func check(_ certificates: [ReadCertificate], _ what: String) throws {
        let details = certificates[0].details
        guard details.notBefore <= plan.now else {
            throw RotationFailure.unfinished(
                "the new \(what) is not valid before \(details.notBefore.inWords), and for the API server it is "
                    + "\(plan.now.inWords): the clock of this machine is ahead"
            )
        }
    }

    private func certificates(_ made: KeyedCertificate) throws -> [ReadCertificate] {
        let read = ReadCertificate.all(in: made.certificate, workshop)
        guard !read.isEmpty else { throw RotationFailure.unusable("the new certificate cannot be read") }
        return read
    }

    private func present(_ authority: KeyedCertificate?) throws -> KeyedCertificate {
        guard let authority else { throw RotationFailure.unusable("there is no CA that can sign") }
        return authority
    }
}
