import Foundation

/// The webhooks of a ValidatingWebhookConfiguration that point at our Service, and the CAs that API servers trust for them.
struct TrustingWebhooks {
    /// The configuration as it was read.
    let object: APIValue
    /// The CAs of each of our webhooks.
    let bundles: [[ReadCertificate]]
    private let service: ObjectName
    private let workshop: CertificateWorkshop

    init(_ object: APIValue, service: ObjectName, _ workshop: CertificateWorkshop) {
        self.object = object
        self.service = service
        self.workshop = workshop
        bundles = (object["webhooks"]?.array ?? []).filter { Self.points(at: service, $0) }
            .map { Self.bundle(of: $0, workshop) }
    }

    /// The configuration with other CAs for our webhooks; nothing else of it changes.
    func with(_ bundle: ([ReadCertificate]) -> [ReadCertificate]) -> APIValue {
        var changed = object
        changed["webhooks"] = .array(
            (object["webhooks"]?.array ?? []).map { webhook in
                guard Self.points(at: service, webhook) else { return webhook }
                var webhook = webhook
                var client = webhook["clientConfig"] ?? .object([:])
                let pem = bundle(Self.bundle(of: webhook, workshop)).pem
                client["caBundle"] = .string(Data(pem.utf8).base64EncodedString())
                webhook["clientConfig"] = client
                return webhook
            }
        )
        return changed
    }

    private static func points(at service: ObjectName, _ webhook: APIValue) -> Bool {
        let target = webhook["clientConfig"]?["service"]
        return target?["namespace"]?.string == service.namespace && target?["name"]?.string == service.name
    }

    private static func bundle(of webhook: APIValue, _ workshop: CertificateWorkshop) -> [ReadCertificate] {
        guard let encoded = webhook["clientConfig"]?["caBundle"]?.string, let bytes = Data(base64Encoded: encoded)
        else {
            return []
        }
        return ReadCertificate.all(in: String(decoding: bytes, as: UTF8.self), workshop)
    }
}
