import TLS

/// What must hold of a certificate before connections are served with it.
struct CertificateCheck {
    /// DNS names and IP addresses that it must bear.
    let names: [String]
    /// The file that the chain stands in, for the words.
    let file: String

    /// Everything that is wrong with a chain, each with the file, the value and the fix.
    ///
    /// - Parameters:
    ///   - chain: the server's certificate, then others.
    ///   - now: the second, since 1970, that all dates are compared with.
    /// - Returns: nothing for a chain that can be served.
    func problems(of chain: [Certificate], at now: Int) -> [String] {
        guard let leaf = chain.first else { return ["\(file): there is no certificate"] }
        return
            (chain.enumerated().flatMap { dates(of: $1, $0, now) } + names(of: leaf) + usage(of: leaf)
            + order(of: chain) + signatures(of: chain)).map { "\(file): \($0)" }
    }

    private func dates(of certificate: Certificate, _ index: Int, _ now: Int) -> [String] {
        let (start, end) = (certificate.notBefore, certificate.notAfter)
        let which = "certificate \(index + 1), of \(certificate.who),"
        if now > end {
            return ["\(which) expired at \(Moment.text(end)): issue a new one"]
        }
        if now < start {
            return ["\(which) is valid only from \(Moment.text(start)): wait until then, or set the clock"]
        }
        return []
    }

    private func names(of leaf: Certificate) -> [String] {
        let present = leaf.names
        guard !present.isEmpty else {
            return [
                "certificate 1, of \(leaf.who), has no subject alternative name, and the API server looks at nothing else: "
                    + "issue it with the service's DNS names"
            ]
        }
        let missing = names.filter { !leaf.bears($0) }
        guard !missing.isEmpty else { return [] }
        return [
            "certificate 1 is for \(present.joined(separator: ", ")) and not for \(missing.joined(separator: ", ")): "
                + "issue it with every --tls-name"
        ]
    }

    private func usage(of leaf: Certificate) -> [String] {
        guard !leaf.maySpeakForServers else { return [] }
        return ["certificate 1, of \(leaf.who), is not for servers: issue it with extendedKeyUsage serverAuth"]
    }

    private func order(of chain: [Certificate]) -> [String] {
        zip(chain, chain.dropFirst()).enumerated().filter { !$1.0.isIssued(by: $1.1) }.map { index, pair in
            "certificate \(index + 1), of \(pair.0.who), is not issued by certificate \(index + 2), of \(pair.1.who): "
                + "put each certificate in front of the one that issued it"
        }
    }

    /// A root's own signature is looked at by nobody.
    private func signatures(of chain: [Certificate]) -> [String] {
        chain.enumerated().filter { $1.isSignedWeakly && !$1.isSelfIssued }.map { index, certificate in
            "certificate \(index + 1), of \(certificate.who), is signed with SHA-1 or MD5, which clients refuse: "
                + "issue it with SHA-256"
        }
    }
}

extension Certificate {
    /// Whom it is for, in a few words.
    fileprivate var who: String {
        subject.isEmpty ? names.first ?? "nobody" : subject
    }
}
