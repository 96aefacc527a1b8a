import COpenSSL

/// What OpenSSL could not do, in its own words.
package struct TLSError: Error, Hashable, Sendable {
    /// What was attempted, with the file where one was read: `read a certificate chain from tls.crt`.
    package let attempt: String
    /// OpenSSL's reasons, the innermost first; empty where it gave none.
    package let reasons: [String]

    /// An error with everything that has gathered in OpenSSL's queue of this thread, which is empty afterwards.
    init(_ attempt: String) {
        self.attempt = attempt
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            // Static strings of the library; nil for codes that carry a system error.
            let reason = ERR_reason_error_string(code).map { String(cString: $0) }
            reasons.append(reason ?? "error \(String(code, radix: 16))")
        }
        self.reasons = reasons
    }
}

extension TLSError: CustomStringConvertible {
    package var description: String {
        reasons.isEmpty ? "cannot \(attempt)" : "cannot \(attempt): \(reasons.joined(separator: "; "))"
    }
}
