import Foundation
import TLS

/// The signature of a custom robot of DingTalk (DingTalk, "custom robots").
enum DingTalkSignature {
    /// The Base64 of the code of time and secret, under the secret.
    ///
    /// - Parameters:
    ///   - timestamp: milliseconds since 1970; an hour off the service's clock is refused.
    ///   - secret: the robot's.
    /// - Returns: 44 characters.
    /// - Throws: `TLSError` where OpenSSL cannot.
    static func sign(timestamp: Int, secret: Secret) throws(TLSError) -> String {
        let message = Array("\(timestamp)\n\(secret.exposed)".utf8)
        return Data(try HMACSHA256.code(of: message, key: Array(secret.exposed.utf8))).base64EncodedString()
    }

    /// A URL's query, percent-encoded, with time and signature instead of those that somebody copied with it. The signature
    /// is encoded here, and must not be again.
    static func signed(_ query: String, timestamp: Int, sign: String) -> String {
        let own = query.split(separator: "&").filter { parameter in
            !["timestamp", "sign"].contains(parameter.prefix { $0 != "=" })
        }
        return (own.map(String.init) + ["timestamp=\(timestamp)", "sign=\(PercentEncoding.encoded(sign))"])
            .joined(separator: "&")
    }
}
