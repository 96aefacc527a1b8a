import Alerts
import Foundation
import Transport
import Webhook

extension CertificateWorkshop {
    /// Certificates of OpenSSL's making, and replicas asked over TLS.
    static var transport: CertificateWorkshop {
        CertificateWorkshop(
            authority: { KeyedCertificate(try IssuedCertificate.authority(named: $0, days: $1)) },
            serving: { names, days, authority in
                KeyedCertificate(try IssuedCertificate.serving(names: names, days: days, issuedBy: authority.issued))
            },
            details: { try CertificateFacts.all(inPEM: $0).map(CertificateDetails.init) },
            problem: problem,
            served: served
        )
    }

    private static func problem(_ pair: KeyedCertificate, _ authority: String) -> String? {
        do {
            guard pair.issued.isPair else { return "is not that of its private key" }
            if pair.certificate == authority {
                // Making one with it would look at dates, by this machine's clock.
                return nil
            }
            return try CertificateFacts.leads(pair.certificate, toOneOf: authority) ? nil : "does not lead to its CA"
        } catch {
            return "\(error)"
        }
    }

    private static func served(_ replicas: ReplicaPlace, _ name: String, _ limit: Duration) throws -> [ServedLeaf] {
        try SocketAddress.all(host: replicas.host, port: replicas.port).map { address in
            do {
                let facts = try ServedCertificate.leaf(at: address, name: name, within: limit)
                return ServedLeaf(address: address.description, leaf: CertificateDetails(facts))
            } catch {
                return ServedLeaf(address: address.description, leaf: nil, problem: "\(error)")
            }
        }
    }
}

extension KeyedCertificate {
    fileprivate init(_ issued: IssuedCertificate) {
        self.init(certificate: issued.certificate, privateKey: Secret(issued.privateKey))
    }

    fileprivate var issued: IssuedCertificate {
        IssuedCertificate(certificate: certificate, privateKey: privateKey.exposed)
    }
}

extension CertificateDetails {
    fileprivate init(_ facts: CertificateFacts) {
        self.init(
            fingerprint: facts.fingerprint,
            subject: facts.subject,
            notBefore: Date(timeIntervalSince1970: Double(facts.notBefore)),
            notAfter: Date(timeIntervalSince1970: Double(facts.notAfter)),
            names: facts.names,
            isAuthority: facts.isAuthority
        )
    }
}
