import Kubernetes
package import MIG

/// What a workload says of itself.
enum Declaration<Value: Sendable>: Sendable {
    case undeclared
    case declared(Value)
    /// Something stands there that is none.
    case unreadable(Sources.Found)

    var value: Value? {
        if case .declared(let value) = self { value } else { nil }
    }
}

/// The memory that a workload says its model needs, as it says it.
package struct DeclaredSize: Sendable {
    package let size: MemorySize
    /// As somebody typed it: `50Gi`, `42G`.
    private let text: String

    /// Reads a value; nil if it is no quantity of zero or more.
    init?(_ value: ScalarValue) {
        guard let quantity = value.quantity, !quantity.isNegative else { return nil }
        size = MemorySize(bytes: quantity.magnitude)
        text = if case .text(let text) = value { text } else { "" }
    }
}

extension DeclaredSize: CustomStringConvertible {
    /// The size for somebody who compares it with a limit in Gi: one that has no exact short form in these units is given
    /// as typed and about, rounded up so that it never looks smaller than it is: `42G (about 39.12Gi)`.
    package var description: String {
        // A quantity that ends in an i ends in a binary unit.
        if text.utf8.count <= 32, text.utf8.suffix(2).first == UInt8(ascii: "G"), text.utf8.last == UInt8(ascii: "i") {
            return text
        }
        let exact = size.description
        guard exact.utf8.last != UInt8(ascii: "i"), size >= .mebibytes(1) else { return exact }
        let typed = text.isEmpty || text.utf8.count > 32 ? exact : text.shortened
        let isCapped = size.bytes == .max
        return "\(typed) (\(isCapped ? "8Ei or more" : "about \(size.roundedUpToHundredthsOfGibibytes)"))"
    }
}

extension Declaration<DeclaredSize> {
    init(_ found: Sources.Found?) {
        guard let found else {
            self = .undeclared
            return
        }
        self = DeclaredSize(found.value).map(Self.declared) ?? .unreadable(found)
    }
}

extension Declaration<Int64> {
    /// A number of processes is written in plain digits; more than six would be no number of slices.
    init(_ found: Sources.Found?) {
        guard let found else {
            self = .undeclared
            return
        }
        let digits = found.value.description
        guard (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let processes = Int64(digits), processes > 0
        else {
            self = .unreadable(found)
            return
        }
        self = .declared(processes)
    }
}
