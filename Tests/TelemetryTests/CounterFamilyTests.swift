import Telemetry
import Testing

@Suite struct CounterFamilyTests {
    private enum Fruit: String, CaseIterable, Sendable {
        case pear
        case apple
    }

    @Test func eachValueOfTheLabelHasACounter() {
        let family = CounterFamily<Fruit>()
        family.increment(.apple)
        family.increment(.apple)
        #expect(family.values.map(\.label) == ["pear", "apple"])
        #expect(family.values.map(\.value) == [0, 2])
    }
}
