import Foundation

/// Takes secrets out of texts before anybody sees them, and makes texts of strangers fit for a log.
package struct Redactor: Sendable {
    /// Bytes that a text has at most afterwards.
    static let limit = 256
    /// Bytes of a text that are looked at: no more of it could be shown.
    private static let examined = 4096
    /// Shorter ones are no secrets, and would blacken texts that have nothing to do with them.
    private static let shortest = 4
    /// From this length on a piece of a secret says too much.
    private static let shortestPiece = 8

    /// What is looked for, with small letters for capital ones: `%2b` is `%2B`.
    private let needles: Set<[UInt8]>

    /// - Parameters:
    ///   - credentials: secrets, of which not even long pieces are shown: however else a service escapes what it repeats,
    ///     letters and digits stay as they are.
    ///   - others: texts that are not shown as they are, nor percent-encoded.
    package init(_ credentials: [String], others: [String] = []) {
        let pieces = credentials.flatMap { $0.unicodeScalars.split { !Self.isPlain($0) }.map(String.init) }
            .filter { $0.utf8.count >= Self.shortestPiece }
        let whole = (credentials + others).flatMap(Self.spellings).filter { $0.utf8.count >= Self.shortest }
        let encoded = credentials.flatMap(Self.base64).filter { $0.utf8.count >= Self.shortestPiece }
        needles = Set((whole + pieces + encoded).map { Array($0.utf8).asciiLowercased })
    }

    /// The text without secrets and control characters, cut at a character.
    package func redacted(_ text: String) -> String {
        let shown = Self.cut(Self.withoutControls(Self.cut(text, at: Self.examined)), at: Self.examined)
        return Self.cut(blackened(shown), at: Self.limit)
    }

    /// Puts `***` for each run of bytes that some needle covers.
    private func blackened(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let lowercased = bytes.asciiLowercased
        var covered = Array(repeating: false, count: bytes.count)
        for needle in needles {
            for start in lowercased.positions(of: needle) {
                covered.replaceSubrange(start..<start + needle.count, with: repeatElement(true, count: needle.count))
            }
            // The text may end within a secret.
            let longest = min(needle.count - 1, bytes.count)
            for length in stride(from: longest, through: Self.shortest, by: -1)
            where needle.starts(with: lowercased.suffix(length)) {
                covered.replaceSubrange(bytes.count - length..<bytes.count, with: repeatElement(true, count: length))
                break
            }
        }
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if !covered[index] {
                result.append(byte)
            } else if index == 0 || !covered[index - 1] {
                result += "***".utf8
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension Redactor {
    /// A secret as it is, without and with percent-encoding, and with the slashes that some JSON encoders escape.
    private static func spellings(of secret: String) -> [String] {
        let decoded = secret.removingPercentEncoding ?? secret
        let encoded = PercentEncoding.encoded(secret)
        let texts = [secret, decoded, encoded, PercentEncoding.encoded(decoded), PercentEncoding.encoded(encoded)]
        return texts + texts.filter { $0.utf8.contains(UInt8(ascii: "/")) }.map { $0.replacing("/", with: #"\/"#) }
    }

    /// What of a secret's base64 stands in that of any text around it, whose length decides which of three it is.
    private static func base64(of secret: String) -> [String] {
        (0..<3).flatMap { before in
            let bytes = Data(repeating: 0, count: before) + Data(secret.utf8)
            // Six bits each: what holds others' bits goes.
            let whole = bytes.count * 8 / 6
            let text = String(bytes.base64EncodedString().prefix(whole).dropFirst((before * 8 + 5) / 6))
            return [text, text.replacing("+", with: "-").replacing("/", with: "_")]
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    /// Lines become one; what would move the cursor, or turn the direction of writing, goes.
    private static func withoutControls(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where ["\n", "\r", "\t"].contains(scalar), .lineSeparator, .paragraphSeparator: result += " "
            case .control, .format, .privateUse, .unassigned, .surrogate: break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The first bytes of a text, as many as there may be without a scalar that is cut in two.
    private static func cut(_ text: String, at limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: limit)
        while text.unicodeScalars.index(before: text.unicodeScalars.index(after: end)) != end {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }
}
