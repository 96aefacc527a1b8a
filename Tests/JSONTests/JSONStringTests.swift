import JSON
import Testing

@Suite struct JSONStringTests {
    @Test(arguments: [
        (#""""#, ""), (#""plain""#, "plain"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\ud83d\ude00""#, "😀"), (#""\u0000x""#, "\0x"),
        (#""nvidia.com\/mig-1g.5gb""#, "nvidia.com/mig-1g.5gb"), (#""\u006evidia.com/x""#, "nvidia.com/x"),
        (#""\\u006e""#, #"\u006e"#), ("\"é€😀\u{7F}\"", "é€😀\u{7F}"),
    ])
    func escapesAreUndone(text: String, expected: String) throws {
        try withRoot(text) { root in
            let string = try #require(root.string)
            #expect(Array(String(string).utf8) == Array(expected.utf8))
            #expect(string.count == expected.utf8.count)
            #expect(string.isEmpty == expected.isEmpty)
            #expect(string.withBytes { [UInt8]($0) } == Array(expected.utf8))
        }
    }

    @Test(arguments: [
        #""\x""#, #""\u12""#, #""\u12g4""#, #""\ud83d""#, #""\ud83dx""#, #""\ud83d\u0041""#, #""\"#, "\"\n\"", "\"\0\"",
        "\"\u{1F}\"", #""\U0041""#, #""\'""#,
    ])
    func badEscapesAndControlsAreRefused(text: String) throws {
        #expect(throws: JSONError.self) { try withRoot(text) { _ in } }
    }

    @Test func prefixesAndEquality() throws {
        try withRoot(#"["nvidia.com/mig-1g.5gb","nvidia.com/mig-","nvidia.com/mig","",7]"#) { root in
            var strings: [JSONString] = []
            root.forEachElement { $0.string.map { strings.append($0) } }
            #expect(strings.map { $0.hasPrefix("nvidia.com/mig-") } == [true, true, false, false])
            #expect(strings.map { $0.hasPrefix("") } == [true, true, true, true])
            #expect(strings.map { $0 == "nvidia.com/mig-" } == [false, true, false, false])
            #expect(strings.map { $0 == JSONKey("nvidia.com/mig") } == [false, false, true, false])
            #expect(strings.map { $0 == JSONKey("") } == [false, false, false, true])
            #expect(strings.map { $0.isEqual(to: "nvidia.com/mig-") } == [false, true, false, false])
            #expect(strings.map { $0.isEqual(to: "") } == [false, false, false, true])
            #expect(strings.map { $0 == strings[1] } == [false, true, false, false])
        }
    }

    @Test func equalityIsThatOfBytes() throws {
        try withRoot(#"["\u00e9","e\u0301"]"#) { root in
            var strings: [JSONString] = []
            root.forEachElement { $0.string.map { strings.append($0) } }
            #expect(strings.map { $0.isEqual(to: "\u{E9}") } == [true, false])
            #expect(!(strings[0] == strings[1]))
        }
        #expect(JSONKey("\u{E9}") != JSONKey("e\u{301}"))
        #expect(JSONKey("e\u{301}").text.unicodeScalars.count == 2)
    }
}
