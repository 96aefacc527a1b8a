/// A pattern for names, as shells have it: `*` stands for any run of characters, also none, `?` for one. Everything else
/// stands for itself; the whole name must match.
package struct Glob: Hashable, Sendable {
    package let pattern: String
    private let bytes: [UInt8]
    /// Whether the pattern stands for one name only.
    private let isLiteral: Bool

    package init(_ pattern: String) {
        self.pattern = pattern
        bytes = Array(pattern.utf8)
        isLiteral = !bytes.contains { $0 == Self.anyRun || $0 == Self.anyOne }
    }

    private static let anyRun = UInt8(ascii: "*")
    private static let anyOne = UInt8(ascii: "?")

    /// Whether `name` matches. Names of users may be anything: the time grows with the product of the lengths at most.
    package func matches(_ name: String) -> Bool {
        // Byte by byte, as Kubernetes does: Swift's strings are equal also where one has é in two parts.
        isLiteral ? bytes.elementsEqual(name.utf8) : matches(name.utf8.span)
    }

    /// Whether this pattern surely matches whatever the other does: it matches the other's own text, in which a star is met
    /// by a star only.
    package func covers(_ other: Glob) -> Bool {
        guard pattern != other.pattern else { return true }
        return (!pattern.contains("?") || !other.pattern.contains("*")) && matches(other.pattern)
    }

    /// Goes through both side by side. At a mismatch the last run takes one byte more; earlier runs need never be looked at
    /// again, for whatever they could take the last one can.
    private func matches(_ name: borrowing Span<UInt8>) -> Bool {
        var (patternIndex, nameIndex) = (0, 0)
        var lastRun: (pattern: Int, name: Int)?
        while nameIndex < name.count {
            if patternIndex < bytes.count, bytes[patternIndex] == Self.anyRun {
                patternIndex += 1
                lastRun = (patternIndex, nameIndex)
            } else if patternIndex < bytes.count, bytes[patternIndex] == Self.anyOne {
                patternIndex += 1
                nameIndex = Self.indexAfterCharacter(nameIndex, in: name)
            } else if patternIndex < bytes.count, bytes[patternIndex] == name[nameIndex] {
                patternIndex += 1
                nameIndex += 1
            } else if let run = lastRun {
                lastRun = (run.pattern, run.name + 1)
                (patternIndex, nameIndex) = (run.pattern, run.name + 1)
            } else {
                return false
            }
        }
        return bytes[patternIndex...].allSatisfy { $0 == Self.anyRun }
    }

    private static func indexAfterCharacter(_ index: Int, in name: borrowing Span<UInt8>) -> Int {
        var next = index + 1
        // The bytes of a character behind its first are 10xxxxxx.
        while next < name.count, name[next] & 0xC0 == 0x80 {
            next += 1
        }
        return next
    }
}

extension [Glob] {
    /// Whether one of the patterns matches.
    package func match(_ name: String) -> Bool {
        contains { $0.matches(name) }
    }
}
