import Alerts
import Foundation
import Synchronization

@testable import Webhook

/// Certificates without cryptography: PEM around what they say. A workshop can make and read them.
struct MadeUpCertificates: Sendable {
    struct Content: Codable {
        var serial: String
        var subject: String
        var notBefore: Double
        var notAfter: Double
        var names: [String] = []
        var isAuthority = false
        var issuer = ""
    }

    /// Numbers certificates.
    final class Serials: Sendable {
        private let last = Mutex(0)

        var next: String {
            last.withLock { last in
                last += 1
                return "serial \(last)"
            }
        }
    }

    let serials: Serials
    let now: @Sendable () -> Date
    /// How much before now certificates begin.
    var earliness: TimeInterval = 300

    func authority(_ name: String, days: Int) -> KeyedCertificate {
        let content = Content(
            serial: serials.next,
            subject: name,
            notBefore: start,
            notAfter: end(days),
            isAuthority: true
        )
        return Self.pair(content)
    }

    func leaf(_ names: [String], days: Int, of authority: KeyedCertificate) throws -> KeyedCertificate {
        let issuer = try Self.content(authority.certificate)
        let content = Content(
            serial: serials.next,
            subject: "CN=mig-gate",
            notBefore: start,
            notAfter: min(end(days), issuer.notAfter),
            names: names,
            issuer: issuer.serial
        )
        let made = Self.pair(content)
        return KeyedCertificate(certificate: made.certificate + authority.certificate, privateKey: made.privateKey)
    }

    /// A workshop that asks nobody what it presents.
    func workshop(
        served: @escaping @Sendable (ReplicaPlace) throws -> [ServedLeaf] = { _ in [] }
    ) -> CertificateWorkshop {
        CertificateWorkshop(
            authority: { authority($0, days: $1) },
            serving: { try leaf($0, days: $1, of: $2) },
            details: { try PEMText.certificates(in: $0).map { Self.details(try Self.content($0)) } },
            problem: { pair, authority in
                guard let content = try? Self.content(pair.certificate), let issuer = try? Self.content(authority)
                else {
                    return "is none"
                }
                guard pair.privateKey.exposed == "key of \(content.serial)" else { return "has another's key" }
                return content.issuer == issuer.serial || content.serial == issuer.serial ? nil : "is another CA's"
            },
            served: { place, _, _ in try served(place) }
        )
    }

    static func content(_ pem: String) throws -> Content {
        let lines = pem.split(separator: "\n")
        guard lines.count > 1, let bytes = Data(base64Encoded: String(lines[1])) else {
            throw CocoaError(.propertyListReadCorrupt)
        }
        return try JSONDecoder().decode(Content.self, from: bytes)
    }

    static func details(_ content: Content) -> CertificateDetails {
        CertificateDetails(
            fingerprint: content.serial,
            subject: content.subject,
            notBefore: Date(timeIntervalSince1970: content.notBefore),
            notAfter: Date(timeIntervalSince1970: content.notAfter),
            names: content.names,
            isAuthority: content.isAuthority
        )
    }

    private var start: Double { now().timeIntervalSince1970 - earliness }

    private func end(_ days: Int) -> Double { now().timeIntervalSince1970 + Double(days) * 86_400 }

    private static func pair(_ content: Content) -> KeyedCertificate {
        let json = (try? JSONEncoder().encode(content)) ?? Data()
        let pem = "-----BEGIN CERTIFICATE-----\n\(json.base64EncodedString())\n-----END CERTIFICATE-----\n"
        return KeyedCertificate(certificate: pem, privateKey: Secret("key of \(content.serial)"))
    }
}
