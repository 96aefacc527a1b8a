import TLS

/// When clients accept a chain: while its server's certificate and all that lead to a root are valid. The root itself clients
/// have from elsewhere, perhaps renewed under the same key.
struct ChainValidity: Hashable {
    /// The first second, since 1970.
    let start: Int
    /// The last second, since 1970.
    let end: Int

    /// - Parameter chain: the server's certificate, then others.
    init(_ chain: [Certificate]) {
        let needed = chain.enumerated().filter { $0 == 0 || !$1.isSelfIssued }.map(\.element)
        start = needed.map(\.notBefore).max() ?? 0
        end = needed.map(\.notAfter).min() ?? 0
    }
}
