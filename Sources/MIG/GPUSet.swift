/// A set of products of one catalogue, by their position in it: what narrowing a request to some GPUs yields.
package struct GPUSet: Hashable, Sendable {
    private var bits: UInt64

    private init(bits: UInt64) {
        self.bits = bits
    }

    package static let none = GPUSet(bits: 0)

    /// The first `count` products; a catalogue has at most 64.
    package init(count: Int) {
        precondition(count <= 64, "a catalogue of \(count) GPU products does not fit a GPUSet of 64")
        bits = count == 64 ? .max : 1 << UInt64(count) - 1
    }

    package var isEmpty: Bool { bits == 0 }

    package func contains(_ index: Int) -> Bool {
        bits >> UInt64(index) & 1 == 1
    }

    package mutating func insert(_ index: Int) {
        bits |= 1 << UInt64(index)
    }

    package func isDisjoint(with other: GPUSet) -> Bool {
        bits & other.bits == 0
    }

    package func intersection(_ other: GPUSet) -> GPUSet {
        GPUSet(bits: bits & other.bits)
    }

    package func union(_ other: GPUSet) -> GPUSet {
        GPUSet(bits: bits | other.bits)
    }
}
