package import Foundation

extension JSONNode {
    /// The value as JSON, in UTF-8, with its keys in order; `/` and everything beyond ASCII as they are.
    package var data: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A node has nothing that JSON cannot say (no fractions, no dates), so no encoder refuses it.
        return (try? encoder.encode(self)) ?? Data()
    }
}
