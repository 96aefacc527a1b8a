import Testing

@testable import JSON

@Suite struct NumberSpellingTests {
    @Test(arguments: [
        ("100000000000000000000", "100000000000000000000e0"),
        ("-123456789012345678901234567890", "-123456789012345678901234567890e0"),
        (#"{"a":1,"b":100000000000000000000,"c":2}"#, #"{"a":1,"b":100000000000000000000e0,"c":2}"#),
        ("[100000000000000000000,200000000000000000000]", "[100000000000000000000e0,200000000000000000000e0]"),
        (#"["100000000000000000000",1]"#, #"["100000000000000000000",1]"#),
        (#"["\"",100000000000000000000]"#, #"["\"",100000000000000000000e0]"#),
        (#"["\\",100000000000000000000]"#, #"["\\",100000000000000000000e0]"#),
        (#"["\\\"100000000000000000000\\"]"#, #"["\\\"100000000000000000000\\"]"#),
        ("[100000000000000000000.5]", "[100000000000000000000.5]"),
        ("[0.100000000000000000000]", "[0.100000000000000000000]"),
        ("[100000000000000000000e3,100000000000000000000E3]", "[100000000000000000000e3,100000000000000000000E3]"),
        ("[1e+100000000000000000000]", "[1e+100000000000000000000]"),
        ("[123456789012345678]", "[123456789012345678]"), ("[1234567890123456789]", "[1234567890123456789e0]"),
        ("", ""),
    ])
    func longIntegersOutsideStringsGetAnExponent(text: String, expected: String) {
        #expect(String(decoding: NumberSpelling.respelled(Array(text.utf8)), as: UTF8.self) == expected)
        #expect(NumberSpelling.hasLongInteger(Array(text.utf8)) == (text != expected))
    }

    @Test(arguments: [
        ("100000000000000000000", 1e20), ("-100000000000000000000", -1e20), ("18446744073709551616", 0x1p64),
        ("-9223372036854775809", -0x1p63), ("1" + String(repeating: "0", count: 308), 1e308),
    ])
    func integersBeyond64BitsAreNumbers(text: String, value: Double) throws {
        let document = #"{"before":"\u0041100000000000000000000","n":\#(text),"after":[7,"100000000000000000000"]}"#
        try withRoot(document) { root in
            #expect(root.field("n")?.number == value)
            #expect(root.field("n")?.integer == nil)
            #expect(root.field("before")?.string.map(String.init) == "A100000000000000000000")
            var after: [String] = []
            root.field("after")?.forEachElement { element in
                after.append(element.string.map(String.init) ?? "\(element.integer ?? -1)")
            }
            #expect(after == ["7", "100000000000000000000"])
        }
    }

    @Test func aDocumentWithALongIntegerIsSearchedLikeAnother() throws {
        let text = #"{"n":100000000000000000000,"nvidia.com\/mig-1g.5gb":1}"#
        let isFound = try JSONParser(maximumDepth: 128).withDocument(Array(text.utf8)) { document in
            document.mayContainString(withPrefix: "nvidia.com/mig-")
        }
        #expect(isFound)
    }

    @Test(arguments: [
        "[100000000000000000000", "[100000000000000000000,]", "[0100000000000000000000]", "[-]",
        "[+100000000000000000000]",
        "[100000000000000000000x]", "[1e400]",
    ])
    func whatIsNoNumberStaysRefused(text: String) throws {
        #expect(throws: JSONError.self) { try withRoot(text) { _ in } }
    }

    /// Digits beyond a double's range are refused by Kubernetes too.
    @Test func anIntegerBeyondADoubleIsRefused() throws {
        let text = "1" + String(repeating: "0", count: 400)
        #expect(throws: JSONError.self) { try withRoot(text) { _ in } }
    }
}
