import Foundation
import TLS

/// The signature of a custom bot of Feishu or Lark (Feishu, custom bot guide).
enum FeishuSignature {
    /// The Base64 of the code of nothing, under a key of time and secret.
    ///
    /// - Parameters:
    ///   - timestamp: seconds since 1970; an hour off the service's clock is refused.
    ///   - secret: the bot's.
    /// - Returns: 44 characters.
    /// - Throws: `TLSError` where OpenSSL cannot.
    static func sign(timestamp: Int, secret: Secret) throws(TLSError) -> String {
        Data(try HMACSHA256.code(of: [], key: Array("\(timestamp)\n\(secret.exposed)".utf8))).base64EncodedString()
    }

    /// The body with time and signature, which stand beside its own fields.
    static func signed(_ body: JSONNode, timestamp: Int, sign: String) -> JSONNode {
        guard case .object(var fields) = body else { return body }
        fields["timestamp"] = .string(String(timestamp))
        fields["sign"] = .string(sign)
        return .object(fields)
    }
}
