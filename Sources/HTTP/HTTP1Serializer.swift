/// Writes answers as HTTP/1.1 has them.
package enum HTTP1Serializer {
    /// The word that a client waits for which sent `Expect: 100-continue`.
    package static let continueResponse = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Appends one answer.
    ///
    /// - Parameters:
    ///   - date: the value of the Date field.
    ///   - closes: whether the connection ends behind it.
    ///   - isHead: whether the answer is to a HEAD request and leaves out its body.
    package static func append(
        _ response: Response,
        to bytes: inout [UInt8],
        date: HTTPDate,
        closes: Bool,
        isHead: Bool = false
    ) {
        bytes.append(contentsOf: "HTTP/1.1 ".utf8)
        append(response.status.rawValue, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: response.status.reason.utf8)
        bytes.append(contentsOf: "\r\nDate: ".utf8)
        bytes.append(contentsOf: date.text)
        if let contentType = response.contentType {
            bytes.append(contentsOf: "\r\nContent-Type: ".utf8)
            bytes.append(contentsOf: contentType.utf8)
        }
        bytes.append(contentsOf: "\r\nContent-Length: ".utf8)
        append(response.body.count, to: &bytes)
        if let seconds = response.retryAfter {
            bytes.append(contentsOf: "\r\nRetry-After: ".utf8)
            append(seconds, to: &bytes)
        }
        if let methods = response.allow {
            bytes.append(contentsOf: "\r\nAllow: ".utf8)
            bytes.append(contentsOf: methods.utf8)
        }
        if closes {
            bytes.append(contentsOf: "\r\nConnection: close".utf8)
        }
        bytes.append(contentsOf: "\r\n\r\n".utf8)
        if !isHead {
            bytes.append(contentsOf: response.body)
        }
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: String(number).utf8)
    }
}
