import Foundation

/// What makes two alerts the same thing for one receiver: namespace, owner, container and code. Kept as bytes, which are
/// compared in no time however strange the names are.
struct AlertKey: Hashable, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(_ facts: AlertFacts) {
        let parts = [facts.namespace, facts.owner.kind, facts.owner.name, facts.container ?? "", facts.code]
        // A byte that UTF-8 does not have.
        bytes = Array(parts.map(\.utf8).joined(separator: CollectionOfOne(0xFF)))
    }

    /// The namespace, by which alerts are grouped.
    var group: AlertGroup {
        AlertGroup(namespace: Array(bytes.prefix { $0 != 0xFF }))
    }
}

extension AlertKey: Comparable {
    static func < (left: AlertKey, right: AlertKey) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension AlertKey: Codable {
    init(from decoder: any Decoder) throws {
        bytes = Array(try decoder.singleValueContainer().decode(Data.self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Data(bytes))
    }
}
