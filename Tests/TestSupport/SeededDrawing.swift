/// Drawing for property tests.
extension SeededGenerator {
    /// A number from zero up to, but not including, `bound`.
    package mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// A number of `range`.
    package mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }

    /// True once in `times`.
    package mutating func chance(_ times: Int) -> Bool { below(times) == 0 }

    /// One of `elements`, of which there is at least one.
    package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// What `draw` yields, or nothing, which is as likely.
    package mutating func maybe<Value>(_ draw: (inout SeededGenerator) -> Value) -> Value? {
        chance(2) ? draw(&self) : nil
    }
}
