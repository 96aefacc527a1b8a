/// Finds what somebody meant who misspelt a name.
package enum Spelling {
    /// The candidate spelled most like `text`, letter case apart, the first of several; nil if `candidates` is empty or
    /// none has so much as half of its letters in common.
    package static func nearest(to text: String, among candidates: [String]) -> String? {
        // Names of people and machines are short; beyond this nothing is near.
        let wanted = Array(text.lowercased().utf8.prefix(80))
        let best =
            candidates
            .map { (name: $0, distance: distance(wanted, Array($0.lowercased().utf8))) }
            .min { $0.distance < $1.distance }
        return best.flatMap { $0.distance * 2 <= max($0.name.utf8.count, wanted.count) ? $0.name : nil }
    }

    /// Levenshtein's distance: insertions, deletions and substitutions that turn one spelling into the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substituted = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j + 1] + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
