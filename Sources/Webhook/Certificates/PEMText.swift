import Foundation

/// Texts of PEM with certificates in them.
enum PEMText {
    private static let begin = "-----BEGIN CERTIFICATE-----"
    private static let end = "-----END CERTIFICATE-----"

    /// The certificates of a text, each with a line feed behind it; what stands between them is left out.
    static func certificates(in text: String) -> [String] {
        var blocks: [String] = []
        var rest = text[...]
        while let start = rest.range(of: begin), let stop = rest[start.upperBound...].range(of: end) {
            blocks.append(rest[start.lowerBound..<stop.upperBound] + "\n")
            rest = rest[stop.upperBound...]
        }
        return blocks
    }
}
