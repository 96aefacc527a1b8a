import Alerts
import Foundation

/// The Secret that holds what the server presents, and what makes the next of it.
///
/// `tls.crt` is the certificate with its CA behind it, `tls.key` its key. `ca.crt` holds every CA that is to be trusted; its
/// first one is that of `ca.key`, which signs. While one CA takes another's place, `next-ca.crt` and `next-ca.key` are the
/// one that comes, and `ca.crt` holds both.
struct CertificateSecret {
    /// The Secret as it was read.
    let object: APIValue
    let trusted: [ReadCertificate]
    /// What signs; nil where it is missing or cannot be used.
    let signing: KeyedCertificate?
    let next: KeyedCertificate?
    private let workshop: CertificateWorkshop

    init(_ object: APIValue, _ workshop: CertificateWorkshop) {
        self.object = object
        self.workshop = workshop
        let values = Values(object: object)
        let listed = ReadCertificate.all(in: values["ca.crt"] ?? "", workshop).filter(\.details.isAuthority)
        func authority(_ certificate: String?, key: String) -> KeyedCertificate? {
            guard let certificate, let key = values[key], !key.isEmpty else { return nil }
            let pair = KeyedCertificate(certificate: certificate, privateKey: Secret(key))
            return workshop.problem(pair, certificate) == nil ? pair : nil
        }
        let coming = ReadCertificate.all(in: values["next-ca.crt"] ?? "", workshop).first { $0.details.isAuthority }
        signing = authority(listed.first?.pem, key: "ca.key")
        next = authority(coming?.pem, key: "next-ca.key")
        trusted = (listed + (next == nil ? [] : [coming].compactMap(\.self))).unique
    }

    /// Why the Secret is not to be written; nil if it may be.
    var obstacle: String? {
        if object["immutable"] == .bool(true) {
            return "is immutable: delete it, and create it without that"
        }
        if object["metadata"]?["annotations"]?["cert-manager.io/certificate-name"] != nil {
            return "is issued by cert-manager, which would undo every change: either it or this command has to go"
        }
        return nil
    }

    /// What the planner has to know of it.
    var state: RotationState {
        let values = Values(object: object)
        let chain = ReadCertificate.all(in: values["tls.crt"] ?? "", workshop)
        var state = RotationState(
            signing: details(signing),
            next: details(next),
            leaf: chain.first?.details,
            trusted: trusted.map(\.details)
        )
        state.hasForeignLeaf = chain.count < 2 || chain[1].details.fingerprint != state.signing?.fingerprint
        guard let signing, let leaf = chain.first else { return state }
        guard !state.hasForeignLeaf else {
            state.leafProblem = "is not of the CA that signs"
            return state
        }
        // A server refuses a chain out of order, and a text that it cannot read to its end.
        guard (try? workshop.details(values["tls.crt"] ?? ""))?.count == 2 else {
            state.leafProblem = "has more behind it than its CA"
            return state
        }
        let pair = KeyedCertificate(certificate: leaf.pem, privateKey: Secret(values["tls.key"] ?? ""))
        state.leafProblem = workshop.problem(pair, signing.certificate).map { "cannot be used: \($0)" }
        return state
    }

    /// The Secret with other data; nil takes a key away.
    func with(_ changes: [String: String?]) -> APIValue {
        var changed = object
        var data = object["data"]?.object ?? [:]
        for (key, value) in changes {
            data[key] = value.map { .string(Data($0.utf8).base64EncodedString()) }
        }
        changed["data"] = .object(data)
        return changed
    }

    private func details(_ pair: KeyedCertificate?) -> CertificateDetails? {
        pair.flatMap { try? workshop.details($0.certificate).first }
    }

    private struct Values {
        let object: APIValue

        subscript(key: String) -> String? {
            guard let encoded = object["data"]?[key]?.string, let bytes = Data(base64Encoded: encoded) else {
                return nil
            }
            return String(data: bytes, encoding: .utf8)
        }
    }
}
