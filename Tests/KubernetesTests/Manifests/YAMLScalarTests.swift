import Testing
import Yams

@testable import Kubernetes

@Suite struct YAMLScalarTests {
    @Test(
        arguments: [
            ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nULL", .text("nULL")),
            ("true", .bool(true)), ("Yes", .bool(true)), ("ON", .bool(true)), ("y", .bool(true)), ("no", .bool(false)),
            ("Off", .bool(false)), ("N", .bool(false)), ("FALSE", .bool(false)), ("tRUE", .text("tRUE")),
            ("nope", .text("nope")), ("falsehood", .text("falsehood")),
            ("0", .number("0")), ("12", .number("12")), ("-12", .number("-12")), ("+12", .number("12")),
            ("-0", .number("0")), ("0x1F", .number("31")), ("-0x10", .number("-16")), ("0b101", .number("5")),
            ("010", .number("8")), ("0o17", .number("15")), ("-010", .number("-8")), ("1_000", .number("1000")),
            ("09", .number("9")), ("9223372036854775807", .number("9223372036854775807")),
            ("18446744073709551615", .number("18446744073709551615")),
            ("0xFFFFFFFFFFFFFFFF", .number("18446744073709551615")),
            ("100000000000000000000", .number("100000000000000000000")), ("0x", .text("0x")), ("0x-1", .text("0x-1")),
            ("1.5", .number("1.5")), (".5", .number("0.5")), ("1.", .number("1")), ("-1.5", .number("-1.5")),
            ("1e3", .number("1000")), ("1.0", .number("1")), ("1E-2", .number("0.01")), ("1e30", .number("1e+30")),
            ("1_0.5", .number("10.5")), ("1e999", .text("1e999")), ("1e", .text("1e")), (".", .text(".")),
            (".inf", .text(".inf")), ("-.inf", .text("-.inf")), (".nan", .text(".nan")), ("+", .text("+")),
            ("-", .text("-")), ("._5", .text("._5")), ("1.2.3", .text("1.2.3")), ("39Gi", .text("39Gi")),
            ("2001-01-01", .text("2001-01-01")), ("1:30", .text("1:30")), ("12 ", .text("12 ")), ("<<", .text("<<")),
        ] as [(String, YAMLScalar)]
    )
    func plain(text: String, expected: YAMLScalar) {
        #expect(YAMLScalar(plain: text) == expected)
    }

    private func value(_ yaml: String) throws -> YAMLScalar {
        let node = try #require(try Parser(yaml: yaml, resolver: .basic, encoding: .utf8).singleRoot())
        return try YAMLScalar(#require(node.scalar))
    }

    @Test(
        arguments: [
            (#""1""#, .text("1")), ("'true'", .text("true")), ("\"\"", .text("")), ("|\n  1\n", .text("1\n")),
            (">\n  yes\n", .text("yes\n")), ("!!str 1", .text("1")), ("!!str", .text("")), ("! 1", .text("1")),
            (#"!!int "3""#, .number("3")), ("!!float 3", .number("3")), (#"!!float "0.5""#, .number("0.5")),
            (#"!!bool "yes""#, .bool(true)), (#"!!null """#, .null), ("!!binary TUlH", .text("MIG")),
            ("!!binary TUk=", .text("MI")), ("!!timestamp 2001-01-01", .text("2001-01-01")), ("!own 1", .number("1")),
            ("!own '1'", .text("1")), ("!!other 1", .number("1")),
        ] as [(String, YAMLScalar)]
    )
    func stylesAndTags(yaml: String, expected: YAMLScalar) throws {
        #expect(try value(yaml) == expected)
    }

    @Test(arguments: ["!!int x", "!!int 1.5", "!!bool 1", "!!null x", "!!float yes", "!!binary =", "!!binary T?lH"])
    func aTagThatIsNotTrue(yaml: String) throws {
        #expect(throws: YAMLScalarError.self) { try value(yaml) }
        let reading = Reading(annotated(yaml))
        #expect(reading.problemLines == [5])
    }
}
