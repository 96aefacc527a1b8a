/// Some of the finding codes.
package struct FindingCodes: Hashable, Sendable {
    private var bits: UInt16 = 0

    mutating func insert(_ code: FindingCode) {
        bits |= 1 << code.rawValue
    }

    package func contains(_ code: FindingCode) -> Bool {
        bits >> code.rawValue & 1 == 1
    }

    private static let alphabetical = FindingCode.allCases.sorted { $0.name < $1.name }

    /// The names in alphabetical order.
    package var names: [String] {
        guard bits != 0 else { return [] }
        return Self.alphabetical.compactMap { contains($0) ? $0.name : nil }
    }

    /// The names with commas between.
    package var list: String {
        var list = ""
        for code in Self.alphabetical where contains(code) {
            if !list.isEmpty {
                list += ","
            }
            list += code.name
        }
        return list
    }
}
