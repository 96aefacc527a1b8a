import Testing

@testable import Kubernetes

/// What Go's parser makes of a text (apimachinery `pkg/api/resource`), as exact fractions say it: rounded up to a whole
/// number, capped at 2^63 - 1.
@Suite struct QuantityTests {
    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("9", 9), ("10", 10), ("007", 7), ("+1", 1), ("+0", 0), ("-0", 0), ("0.0", 0),
            ("00.00", 0), (".0", 0), ("0.", 0), ("1.", 1), ("5.", 5), ("1000m", 1), ("1000000000n", 1), ("1000000u", 1),
            ("1k", 1000), ("1M", 1_000_000), ("1G", 1_000_000_000), ("1T", 1_000_000_000_000),
            ("1P", 1_000_000_000_000_000), ("1E", 1_000_000_000_000_000_000), ("8E", 8_000_000_000_000_000_000),
            ("9E", 9_000_000_000_000_000_000), ("50k", 50_000), ("100.035k", 100_035), ("41.8G", 41_800_000_000),
            ("0.1G", 100_000_000), ("1.01E", 1_010_000_000_000_000_000), ("1Ki", 1024), ("1Mi", 1_048_576),
            ("1Gi", 1_073_741_824), ("1Ti", 1_099_511_627_776), ("1Pi", 1_125_899_906_842_624),
            ("1Ei", 1_152_921_504_606_846_976), ("7Ei", 8_070_450_532_247_928_832), ("0Gi", 0), ("+1Gi", 1_073_741_824),
            ("1.5Gi", 1_610_612_736), (".5Gi", 536_870_912), ("5.Gi", 5_368_709_120), ("39.25Gi", 42_144_366_592),
            ("1e0", 1), ("1E0", 1), ("42e9", 42_000_000_000), ("1E3", 1000), ("1e+3", 1000), ("1000e-3", 1),
            ("1.5e1", 15), ("1.3E+6", 1_300_000), (".5e1", 5), ("5.e1", 50), ("1e18", 1_000_000_000_000_000_000),
            ("9e18", 9_000_000_000_000_000_000), ("0e100", 0), ("0e-100", 0), ("1e00003", 1000), ("0.001e3", 1),
            ("9223372036854775806", 9_223_372_036_854_775_806), ("0000000000000000000000001", 1),
            ("9007199254740991Ki", 9_223_372_036_854_774_784), ("8796093022207Mi", 9_223_372_036_853_727_232),
        ] as [(String, Int64)]
    )
    func wholeQuantities(text: String, magnitude: Int64) throws {
        let quantity = try #require(Quantity(text))
        #expect(quantity.magnitude == magnitude)
        #expect(quantity.isWhole)
        #expect(!quantity.isNegative)
    }

    @Test(
        arguments: [
            (".5", 1), ("0.5", 1), ("1.5", 2), ("+.5", 1), ("1n", 1), ("1u", 1), ("1m", 1), ("100m", 1), ("1500m", 2),
            ("999m", 1), ("1001m", 2), ("999999999n", 1), ("0.0005k", 1), ("0.1Gi", 107_374_183),
            ("0.05Gi", 53_687_092),
            ("100.035Ki", 102_436), ("0.000000000001Ki", 1), ("0.3Ei", 345_876_451_382_054_093), ("1E-3", 1),
            ("1e-3", 1),
            ("1e-100", 1), ("12345e-2", 124), ("0.00000000000000000000000000000001", 1),
        ] as [(String, Int64)]
    )
    func fractionsRoundUp(text: String, magnitude: Int64) throws {
        let quantity = try #require(Quantity(text))
        #expect(quantity.magnitude == magnitude)
        #expect(!quantity.isWhole)
        #expect(!quantity.isNegative)
    }

    @Test(
        arguments: [
            ("-1", Int64(1), true), ("-1.5", Int64(2), false), ("-.5", Int64(1), false),
            ("-100m", Int64(1), false), ("-1Gi", Int64(1_073_741_824), true), ("-9223372036854775808", Int64.max, true),
            ("-100000000000000000000", Int64.max, true),
        ] as [(String, Int64, Bool)]
    )
    func negativeQuantities(text: String, magnitude: Int64, isWhole: Bool) throws {
        let quantity = try #require(Quantity(text))
        #expect(quantity.magnitude == magnitude)
        #expect(quantity.isWhole == isWhole)
        #expect(quantity.isNegative)
    }

    /// A size beyond 64 bits must stay large, or it would fit anywhere.
    @Test(arguments: [
        "10E", "12E", "8Ei", "9Ei", "1e19", "1e100",
        "9223372036854775807", "9223372036854775808", "18446744073709551615",
        "18446744073709551616", "99999999999999999999", "100000000000000000000",
        "1000000000000000000000000", "1000000000000000000000000m", "9223372036854775807000m",
        "9223372036854775807Ki", "9007199254740992Ki", "8796093022208Mi",
        "99999999999999999999999Ki",
        "1e9223372036854775807", "0.001e9223372036854775807", "999e9223372036854775807",
    ])
    func largeQuantitiesAreCapped(text: String) throws {
        #expect(try #require(Quantity(text)) == Quantity(magnitude: .max))
    }

    @Test(arguments: [
        "7.9999999999999999999Ei", "9007199254740992.3Ki", "100000000000000000000.5", "9223372036854775806.5",
        "9223372036854775807.5", "9223372036854775807001m", "123456789012345678901234567890n",
    ])
    func largeFractionsAreCapped(text: String) throws {
        #expect(try #require(Quantity(text)) == Quantity(magnitude: .max, isWhole: false))
    }

    @Test(arguments: ["1e-9223372036854775807", "0.001e-9223372036854775807", "1e-1000000000000"])
    func tinyQuantitiesRoundUpToOne(text: String) throws {
        #expect(try #require(Quantity(text)) == Quantity(magnitude: 1, isWhole: false))
    }

    @Test(arguments: [
        "", " ", "+", "-", ".", "+.", "-.", "..", "1..0", "1.2.3", "+-1", "--1", "++1", "1-", "1+", " 1", "1 ", "1 Gi",
        "\t1", "1\n", "1Gi ", "1\u{A0}Gi", "\u{FEFF}1", "Gi", "k", "e3", "E3", ".Gi", ".e3", "abc", "NaN", "Inf", "∞",
        "1gi", "1GI", "1gI", "1GB", "1Gb", "40GiB", "1K", "1ki", "1mi", "1Bi", "1b", "1g", "1t", "1p", "1i", "1ni",
        "1ui",
        "1Mii", "1Gi1", "1k1", "1kk", "1mm", "1iG", "1e", "1e+", "1e-", "1e3.5", "1e3k", "1ke3", "1Ee3", "1e3e3",
        "1E+-3",
        "1e 3", "1e3Gi", "1Gie3", "1_000", "1,000", "1.000.000", "0x10", "0b1", "1/2", "50%", "\"1\"", "1Gi\0",
        "\u{0}1",
        "١", "１Gi", "1e١", "½", "1\u{301}", "−1", "1٫5", "1\u{212A}i", "1Кi", "1е3", "1e9223372036854775808",
        "1e-9223372036854775809", "1e99999999999999999999",
    ])
    func whatIsNoQuantityIsRefused(text: String) {
        #expect(Quantity(text) == nil)
    }

    @Test(
        arguments: [
            (0.0, Quantity(magnitude: 0)), (-0.0, Quantity(magnitude: 0)), (2.0, Quantity(magnitude: 2)),
            (0.1, Quantity(magnitude: 1, isWhole: false)),
            (-1.5, Quantity(magnitude: 2, isWhole: false, isNegative: true)),
            (0x1p62, Quantity(magnitude: 1 << 62)), (0x1p63, Quantity(magnitude: .max)),
            (1e300, Quantity(magnitude: .max)),
            (Double.leastNonzeroMagnitude, Quantity(magnitude: 1, isWhole: false)), (.infinity, nil), (.nan, nil),
        ] as [(Double, Quantity?)]
    )
    func numbersOfADocument(number: Double, expected: Quantity?) {
        #expect(Quantity(number) == expected)
    }

    @Test func nothingIsNotNegative() {
        #expect(!Quantity(magnitude: 0, isNegative: true).isNegative)
        #expect(Quantity("-0Gi") == Quantity("0"))
    }
}
