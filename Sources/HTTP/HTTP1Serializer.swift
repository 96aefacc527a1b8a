/// Writes answers as HTTP/1.1 has them.
package enum HTTP1Serializer {
    /// The word that a client waits for which sent `Expect: 100-continue`.
    package static let continueResponse = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Appends one answer.
    ///
    /// - Parameters:
    ///   - response: the answer.
    ///   - bytes: what goes to the client.
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
        bytes.append("HTTP/1.1 ")
        bytes.append(decimal: response.status.rawValue)
        bytes.append(" ")
        bytes.append(contentsOf: response.status.reason.utf8)
        bytes.append("\r\nDate: ")
        bytes.append(contentsOf: date.text)
        if let contentType = response.contentType {
            bytes.append("\r\nContent-Type: ")
            bytes.append(contentsOf: contentType.utf8)
        }
        bytes.append("\r\nContent-Length: ")
        bytes.append(decimal: response.body.count)
        if let seconds = response.retryAfter {
            bytes.append("\r\nRetry-After: ")
            bytes.append(decimal: seconds)
        }
        if let methods = response.allow {
            bytes.append("\r\nAllow: ")
            bytes.append(contentsOf: methods.utf8)
        }
        if closes {
            bytes.append("\r\nConnection: close")
        }
        bytes.append("\r\n\r\n")
        if !isHead {
            bytes.append(contentsOf: response.body)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        // A static string lends its own bytes.
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Appends a number of zero or more.
    fileprivate mutating func append(decimal number: Int) {
        var divisor = 1
        while number / divisor >= 10 {
            divisor *= 10
        }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
