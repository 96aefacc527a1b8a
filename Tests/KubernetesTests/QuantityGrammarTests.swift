import TestSupport
import Testing

@testable import Kubernetes

/// Quantities against the published grammar, over generated texts; see `QuantityOracle`.
@Suite struct QuantityGrammarTests {
    /// Texts of each kind: 60,000 in all.
    private static let count = 6000

    @Test(arguments: QuantitySpellings.Kind.allCases)
    func readsWhatTheGrammarSays(kind: QuantitySpellings.Kind) throws {
        let seed = 20_261_201 + UInt64(kind.rawValue)
        var spellings = QuantitySpellings(random: SeededGenerator(seed: seed))
        var readable = 0
        for number in 0..<Self.count {
            let text = spellings.text(kind)
            let expected = QuantityOracle(text)
            let found = Quantity(text).map {
                QuantityOracle(magnitude: $0.magnitude, isWhole: $0.isWhole, isNegative: $0.isNegative)
            }
            readable += expected == nil ? 0 : 1
            try #require(found == expected, "\(kind), seed \(seed), text \(number): \(text.debugDescription)")
        }
        // Each kind does what its name says.
        switch kind {
        case .canonical: #expect(readable == Self.count)
        case .anySuffix, .exponent, .fraction, .nearTheCap: #expect(readable > Self.count * 3 / 5)
        case .huge, .signed: #expect((Self.count / 4..<Self.count).contains(readable))
        case .hugeExponent, .mutated: #expect((Self.count / 10..<Self.count * 3 / 4).contains(readable))
        case .garbage: #expect((1..<Self.count / 4).contains(readable))
        }
    }

    /// The oracle itself, on what the documentation of Kubernetes spells out.
    @Test(
        arguments: [
            ("1.5", 2, false, false), ("-1.5Gi", 1_610_612_736, true, true), ("12e6", 12_000_000, true, false),
            ("8Ei", .max, true, false), ("0.9n", 1, false, false), ("1e-3", 1, false, false), ("-0", 0, true, false),
        ] as [(String, Int64, Bool, Bool)]
    )
    func theOracleKnowsTheExamples(text: String, magnitude: Int64, isWhole: Bool, isNegative: Bool) {
        let expected = QuantityOracle(magnitude: magnitude, isWhole: isWhole, isNegative: isNegative)
        #expect(QuantityOracle(text) == expected)
    }
}
