package import Alerts
package import Foundation

/// Makes certificates and looks at them: what a rotation needs and this module has not.
package struct CertificateWorkshop: Sendable {
    /// Makes a CA of a name that is valid for so many days.
    package var authority: @Sendable (_ name: String, _ days: Int) throws -> KeyedCertificate
    /// Makes a serving certificate for names, valid for so many days, signed by a CA.
    package var serving:
        @Sendable (_ names: [String], _ days: Int, _ authority: KeyedCertificate) throws -> KeyedCertificate
    /// Reads all certificates of a text of PEM.
    package var details: @Sendable (_ pem: String) throws -> [CertificateDetails]
    /// What is wrong with a certificate as one of `authority`, or with its key; nil for nothing. Dates and names do not count.
    package var problem: @Sendable (_ certificate: KeyedCertificate, _ authority: String) -> String?
    /// Asks every replica, by a TLS connection to each address of a host, which certificate it presents to whoever calls it
    /// by `name`; one takes `limit` at the most.
    package var served: @Sendable (_ replicas: ReplicaPlace, _ name: String, _ limit: Duration) throws -> [ServedLeaf]

    package init(
        authority: @escaping @Sendable (_ name: String, _ days: Int) throws -> KeyedCertificate,
        serving:
            @escaping @Sendable (_ names: [String], _ days: Int, _ authority: KeyedCertificate) throws ->
            KeyedCertificate,
        details: @escaping @Sendable (_ pem: String) throws -> [CertificateDetails],
        problem: @escaping @Sendable (_ certificate: KeyedCertificate, _ authority: String) -> String?,
        served: @escaping @Sendable (_ replicas: ReplicaPlace, _ name: String, _ limit: Duration) throws -> [ServedLeaf]
    ) {
        self.authority = authority
        self.serving = serving
        self.details = details
        self.problem = problem
        self.served = served
    }
}

/// A certificate with its key, both PEM.
package struct KeyedCertificate: Sendable {
    /// May hold more certificates behind the first.
    package let certificate: String
    package let privateKey: Secret

    package init(certificate: String, privateKey: Secret) {
        self.certificate = certificate
        self.privateKey = privateKey
    }
}

/// What a certificate says of itself.
package struct CertificateDetails: Hashable, Sendable {
    /// Tells certificates apart.
    package let fingerprint: String
    package let subject: String
    package let notBefore: Date
    package let notAfter: Date
    /// Host names and addresses that it is for.
    package let names: [String]
    package let isAuthority: Bool

    package init(
        fingerprint: String,
        subject: String,
        notBefore: Date,
        notAfter: Date,
        names: [String],
        isAuthority: Bool
    ) {
        self.fingerprint = fingerprint
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.names = names
        self.isAuthority = isAuthority
    }
}

/// What one replica presents.
package struct ServedLeaf: Sendable {
    /// `10.0.0.3:8443`
    package let address: String
    /// Nil where no TLS connection came about.
    package let leaf: CertificateDetails?
    /// Why none did; empty where one did.
    package let problem: String

    package init(address: String, leaf: CertificateDetails?, problem: String = "") {
        self.address = address
        self.leaf = leaf
        self.problem = problem
    }
}
