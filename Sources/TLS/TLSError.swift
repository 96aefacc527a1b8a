import COpenSSL
import Glibc

/// What OpenSSL could not do, in its own words.
package struct TLSError: Error, Hashable, Sendable {
    /// What was attempted, with the file where one was read: `read a certificate chain from tls.crt`.
    package let attempt: String
    /// OpenSSL's reasons, the innermost first; empty where it gave none.
    package let reasons: [String]
    /// The same as OpenSSL counts them.
    let codes: [UInt]

    /// An error with everything that has gathered in OpenSSL's queue of this thread, which is empty afterwards.
    init(_ attempt: String) {
        self.attempt = attempt
        var codes: [UInt] = []
        while case let code = ERR_get_error(), code != 0 {
            codes.append(code)
        }
        // Where the system said no, OpenSSL's layers above it only repeat that it did.
        let ofSystem = codes.first { ERR_GET_LIB($0) == ERR_LIB_SYS }
        self.codes = codes
        reasons = (ofSystem.map { [$0] } ?? codes).map(Self.reason)
    }

    /// What OpenSSL, or the system below it, has to say about an error.
    private static func reason(of code: UInt) -> String {
        let isOfSystem = ERR_GET_LIB(code) == ERR_LIB_SYS
        // A static string of the library, or one of the system that is copied before another call can overwrite it.
        let text = isOfSystem ? UnsafePointer(strerror(ERR_GET_REASON(code))) : ERR_reason_error_string(code)
        return text.map { String(cString: $0) } ?? "error \(String(code, radix: 16))"
    }
}

extension TLSError: CustomStringConvertible {
    package var description: String {
        reasons.isEmpty ? "cannot \(attempt)" : "cannot \(attempt): \(reasons.joined(separator: "; "))"
    }
}
