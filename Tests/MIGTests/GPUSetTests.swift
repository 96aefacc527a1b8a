import MIG
import Testing

@Suite struct GPUSetTests {
    @Test(arguments: [0, 1, 19, 63, 64])
    func aSetOfTheFirstHoldsThemAndNoOther(count: Int) {
        let set = GPUSet(count: count)
        #expect((0..<64).filter(set.contains) == Array(0..<count))
        #expect(set.isEmpty == (count == 0))
    }

    @Test func insertingAddsOne() {
        let set = Self.set(0, 63)
        #expect((0..<64).filter(set.contains) == [0, 63])
        #expect(!set.isEmpty)
    }

    @Test func setsAreCombinedAsMathematicsHasIt() {
        let (left, right) = (Self.set(1, 2, 3), Self.set(3, 4))
        #expect(left.intersection(right) == Self.set(3))
        #expect(left.union(right) == Self.set(1, 2, 3, 4))
        #expect(!left.isDisjoint(with: right))
        #expect(left.isDisjoint(with: Self.set(0, 4)))
        #expect(left.isDisjoint(with: .none))
    }

    private static func set(_ indices: Int...) -> GPUSet {
        indices.reduce(into: .none) { $0.insert($1) }
    }
}
