import Kubernetes
import Testing

@Suite struct ScalarValueTests {
    /// A value of a document, as an annotation of a pod.
    private func value(_ json: String) throws -> ScalarValue {
        var value: ScalarValue?
        let pod: Manifest = #"{"metadata":{"annotations":{"x":\#(json)}},"spec":@S}"#
        try forEachContainer(of: pod, .pod) { value = $0.annotation(FieldName("x"), on: .pod) }
        return try #require(value)
    }

    @Test(
        arguments: [
            (#""40Gi""#, ScalarValue.text("40Gi"), "40Gi", Quantity(magnitude: 40 << 30)), (#""""#, .text(""), "", nil),
            (#""\"é\n""#, .text("\"é\n"), "\"é\n", nil), ("7", .integer(7), "7", Quantity(magnitude: 7)),
            ("-7", .integer(-7), "-7", Quantity(magnitude: 7, isNegative: true)),
            ("0", .integer(0), "0", Quantity(magnitude: 0)),
            ("9223372036854775807", .integer(.max), "9223372036854775807", Quantity(magnitude: .max)),
            (
                "-9223372036854775808", .integer(.min), "-9223372036854775808",
                Quantity(magnitude: .max, isNegative: true)
            ),
            ("1.5", .number(1.5), "1.5", Quantity(magnitude: 2, isWhole: false)),
            ("2e0", .number(2), "2.0", Quantity(magnitude: 2)),
            ("18446744073709551615", .number(0x1p64), "1.8446744073709552e+19", Quantity(magnitude: .max)),
            ("100000000000000000000", .number(1e20), "1e+20", Quantity(magnitude: .max)),
            ("true", .other("true"), "true", nil), ("false", .other("false"), "false", nil),
            ("null", .other("null"), "null", nil),
            ("{}", .other("an object"), "an object", nil), ("[1]", .other("a list"), "a list", nil),
        ] as [(String, ScalarValue, String, Quantity?)]
    )
    func valuesAsTyped(json: String, expected: ScalarValue, words: String, quantity: Quantity?) throws {
        let value = try value(json)
        #expect(value == expected)
        #expect(value.description == words)
        #expect(value.quantity == quantity)
    }
}
