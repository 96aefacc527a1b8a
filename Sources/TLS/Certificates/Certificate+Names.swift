import COpenSSL
import Glibc

extension Certificate {
    /// The DNS names and IP addresses of its subject alternative names, in their order; addresses as inet_ntop writes them.
    package var names: [String] {
        guard let list = X509_get_ext_d2i(x509, NID_subject_alt_name, nil, nil).map({ OpaquePointer($0) }) else {
            return []
        }
        // The list is a copy of ours, which each name is borrowed from.
        defer { GENERAL_NAMES_free(list) }
        return (0..<max(0, OPENSSL_sk_num(list))).compactMap { index in
            // What GENERAL_NAMES is a list of.
            OPENSSL_sk_value(list, index).flatMap { text(of: $0.assumingMemoryBound(to: GENERAL_NAME.self)) }
        }
    }

    private func text(of name: UnsafePointer<GENERAL_NAME>) -> String? {
        var kind: CInt = 0
        guard let value = GENERAL_NAME_get0_value(name, &kind), kind == GEN_DNS || kind == GEN_IPADD else { return nil }
        // Both kinds are ASN1_STRINGs: `length` bytes at their beginning, which live as long as the name.
        let string = value.assumingMemoryBound(to: ASN1_STRING.self)
        let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string)))
        guard kind == GEN_IPADD else { return String(decoding: bytes, as: UTF8.self) }
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        // Reads as many bytes as the family has, which have just been counted, and writes no more than the array holds.
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes.baseAddress, &text, socklen_t(text.count)) != nil else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether it is for a DNS name or IP address: one of its alternative names is the same, or has a wildcard as its whole
    /// leftmost label (RFC 6125 §6.4.3). The subject's common name does not count, as for the API server it does not.
    package func bears(_ name: String) -> Bool {
        defer { ERR_clear_error() }
        if Self.isAddress(name) {
            return X509_check_ip_asc(x509, name, 0) == 1
        }
        let flags = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS
        return X509_check_host(x509, name, name.utf8.count, UInt32(flags), nil) == 1
    }

    /// Whether a name is an IP address.
    package static func isAddress(_ name: String) -> Bool {
        var bytes = in6_addr()
        // Writes the 4 or 16 bytes of its family into one of 16.
        return inet_pton(AF_INET, name, &bytes) == 1 || inet_pton(AF_INET6, name, &bytes) == 1
    }
}
