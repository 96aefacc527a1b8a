import Testing

@testable import HTTP

@Suite struct HeaderFieldsTests {
    @Test func namesHaveNoLetterCaseAndValuesDo() {
        let fields = HeaderFields([("X-Test", "Value"), ("HOST", "A")])
        #expect(fields.count == 2)
        #expect(fields["x-test"] == "Value")
        #expect(fields["host"] == "A")
    }

    @Test func theFirstFieldOfANameCounts() {
        let fields = HeaderFields([("a", "1"), ("b", "2"), ("A", "3")])
        #expect(fields.count == 3)
        #expect(fields["a"] == "1")
    }

    @Test func noFieldIsNotAnEmptyOne() {
        let fields = HeaderFields([("a", ""), ("abc", "x")])
        #expect(fields["a"]?.isEmpty == true)
        #expect(fields["ab"] == nil)
        #expect(fields["abcd"] == nil)
        #expect(HeaderFields()["a"] == nil)
        #expect(HeaderFields().count == 0)
    }

    /// `^` and `~`, `-` and CR are one bit apart, as letters of either case are.
    @Test func onlyLettersHaveCases() {
        let fields = HeaderFields([("x^-", "1")])
        #expect(fields["x^-"] == "1")
        #expect(fields["x~-"] == nil)
        #expect(fields["x^\r"] == nil)
    }

    @Test func aValueThatIsNotUTF8IsMendedForWhoeverAsks() {
        var fields = HeaderFields()
        Array("a".utf8).withUnsafeBufferPointer { name in
            ([0x78, 0xFF] as [UInt8]).withUnsafeBufferPointer { fields.append(name: name, value: $0) }
        }
        #expect(fields["a"] == "x\u{FFFD}")
    }

    @Test(arguments: [
        ("application/json", true), ("APPLICATION/Json", true), ("application/json; charset=utf-8", true),
        ("application/json\t;x", true), ("application/json;", true), ("application/jsonx", false),
        ("application/jso", false), ("text/json", false), ("x;application/json", false), ("", false), (";", false),
    ])
    func theTypeOfTheContentIsWhatStandsBeforeItsParameters(_ value: String, _ isJSON: Bool) {
        #expect(HeaderFields([("Content-Type", value)]).isContentType("application/json") == isJSON)
    }

    @Test func withoutTheFieldThereIsNoType() {
        #expect(!HeaderFields([("content", "application/json")]).isContentType("application/json"))
    }
}
