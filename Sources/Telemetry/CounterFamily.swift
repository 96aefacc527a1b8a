/// Counters that differ in one label, whose values are known beforehand. Moved from any thread without a lock.
package struct CounterFamily<Label>: Sendable
where Label: CaseIterable & Hashable & RawRepresentable<String> & Sendable {
    private let counters: [Label: Counter]

    package init() {
        counters = Dictionary(uniqueKeysWithValues: Label.allCases.map { ($0, Counter()) })
    }

    /// Counts one more of a kind.
    package func increment(_ label: Label) {
        counters[label]?.increment()
    }

    /// All values of the label, in the order of their declaration, each with its counter's number.
    package var values: [(label: String, value: Int)] {
        Label.allCases.map { ($0.rawValue, counters[$0]?.value ?? 0) }
    }
}
