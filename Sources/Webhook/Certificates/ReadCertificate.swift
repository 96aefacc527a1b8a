/// A certificate as it stands in an object, with what it says.
struct ReadCertificate: Hashable, Sendable {
    /// One certificate, with a line feed behind it.
    let pem: String
    let details: CertificateDetails

    /// The certificates of a text that can be read, in their order, each once.
    static func all(in text: String, _ workshop: CertificateWorkshop) -> [ReadCertificate] {
        PEMText.certificates(in: text).compactMap { pem in
            (try? workshop.details(pem))?.first.map { ReadCertificate(pem: pem, details: $0) }
        }
        .unique
    }
}

extension [ReadCertificate] {
    /// Without those that have come before.
    var unique: [ReadCertificate] {
        var seen: Set<String> = []
        return filter { seen.insert($0.details.fingerprint).inserted }
    }

    var pem: String { map(\.pem).joined() }
}
