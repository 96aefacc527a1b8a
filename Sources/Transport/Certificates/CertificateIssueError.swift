/// Why a certificate is not issued.
package enum CertificateIssueError: Error, Hashable, Sendable {
    case noName
    case name(String)
    case days(Int)
    /// Of a certificate with this subject.
    case noAuthority(String)
    /// Of a CA with this subject, which is valid between two other seconds since 1970.
    case authorityEnded(String, Int, Int)
    /// The end is in seconds since 1970.
    case outlives(days: Int, authorityEnd: Int, daysLeft: Int)
}

extension CertificateIssueError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noName: "a serving certificate needs a name, such as mig-gate.mig-gate.svc"
        case .name(let name):
            "\"\(name)\" is no name for a certificate: write a DNS name such as mig-gate.mig-gate.svc, or an IP address"
        case .days(let days): "a certificate cannot be valid for \(days) days: write a number from 1 to 36500"
        case .noAuthority(let subject):
            "the certificate of \(subject) is no CA's, which its basicConstraints would say: name a CA's certificate"
        case .authorityEnded(let subject, let start, let end):
            "the CA \(subject) is valid from \(Moment.text(start)) to \(Moment.text(end)), which is not now: issue a new CA"
        case .outlives(let days, let end, let left):
            "a certificate for \(days) days would outlive its CA, which ends \(Moment.text(end)): "
                + (left > 0 ? "issue it for at most \(left) days, or issue a new CA" : "issue a new CA")
        }
    }
}
