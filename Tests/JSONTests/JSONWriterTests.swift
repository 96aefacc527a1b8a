import JSON
import TestSupport
import Testing

@Suite struct JSONWriterTests {
    private func written(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: 0...0x1F as ClosedRange<UInt8>)
    func everyControlCharacterIsEscaped(byte: UInt8) throws {
        let character = String(UnicodeScalar(byte))
        let escapes: [UInt8: String] = [0x09: #"\t"#, 0x0A: #"\n"#, 0x0D: #"\r"#]
        let digits = String(byte, radix: 16)
        let escape = escapes[byte] ?? #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
        #expect(written(character) == "\"\(escape)\"")
        #expect(written("a\(character)b") == "\"a\(escape)b\"")
    }

    @Test(arguments: [
        ("", #""""#), (#"""#, #""\"""#), (#"\"#, #""\\""#), ("/", #""/""#), ("é€😀", #""é€😀""#),
        ("\u{7F}", "\"\u{7F}\""),
        ("\u{2028}", "\"\u{2028}\""), (#"\n"#, #""\\n""#), (#""""#, #""\"\"""#),
    ])
    func textIsWrittenAs(text: String, expected: String) {
        #expect(written(text) == expected)
    }

    /// A document for the parser has room behind it, so that it is not copied again.
    @Test func aDocumentWithNumbers() {
        var writer = JSONWriter()
        writer.literal("[")
        writer.number("-1.5e+30")
        writer.literal(",")
        writer.number(String(repeating: "1", count: 40))
        writer.literal("]")
        #expect(writer.text == "[-1.5e+30,1111111111111111111111111111111111111111]")
        #expect(writer.count == 51)
        #expect(writer.document == writer.bytes)
        #expect(writer.document.capacity >= writer.count + JSONParser.padding)
    }

    /// Eight bytes are looked at together: a byte to escape may stand anywhere in or behind such a group.
    @Test(arguments: [UInt8(0), 0x1F, 0x22, 0x5C])
    func aByteToEscapeIsSeenAtEveryPlaceAndLength(byte: UInt8) throws {
        let parser = JSONParser(maximumDepth: 1)
        for length in 1...40 {
            for place in 0..<length {
                var bytes = [UInt8](repeating: 0x7E, count: length)
                bytes[place] = byte
                let text = String(decoding: bytes, as: UTF8.self)
                var writer = JSONWriter()
                writer.string(text)
                let read = try parser.withDocument(writer.bytes) { $0.root.string.map(String.init) }
                #expect(read == text, "length \(length), place \(place)")
            }
        }
    }

    @Test func bytesThatNeedNoEscapeStayAsTheyAre() {
        // Neighbours of the bytes to escape, and bytes with the top bit, which the arithmetic must not mistake.
        for text in [" !#$%&'()", "[]^_Z`~\u{7F}", "äöüßÄÖÜ", "\u{80}\u{A2}\u{DC}\u{FF}", "     !!!", "########"] {
            for shift in 0..<9 {
                let padded = String(repeating: "x", count: shift) + text
                #expect(written(padded) == "\"\(padded)\"")
            }
        }
    }

    @Test func randomStringsComeBack() throws {
        var random = SeededGenerator(seed: 20_240_917)
        let parser = JSONParser(maximumDepth: 1)
        let alphabet: [ClosedRange<UInt32>] = [
            0...0x7F, 0...0x22, 0x5B...0x5D, 0x80...0x7FF, 0x800...0xD7FF, 0x1F300...0x1F5FF,
        ]
        for _ in 0..<2_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                guard let range = alphabet.randomElement(using: &random),
                    let scalar = UnicodeScalar(UInt32.random(in: range, using: &random))
                else { continue }
                text.append(scalar)
            }
            var writer = JSONWriter()
            writer.string(String(text))
            let again = try parser.withDocument(writer.bytes) { document in
                let string = try #require(document.root.string)
                var copy = JSONWriter()
                copy.string(string)
                #expect(copy.bytes == writer.bytes)
                return String(string)
            }
            #expect(Array(again.utf8) == Array(String(text).utf8))
        }
    }

    /// A cut falls between two characters.
    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "abc"), ("aé", 2, "a"), ("aé", 3, "aé"), ("€", 2, ""), ("", 0, ""),
    ])
    func stringsAreCut(text: String, limit: Int, expected: String) throws {
        var writer = JSONWriter(capacity: 1)
        try JSONParser(maximumDepth: 1).withDocument(Array("[\"\(text)\"]".utf8)) { document in
            var elements = document.root.elements
            writer.string(try #require(elements.next()?.string), upTo: limit)
        }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"\(expected)\"")
    }
}
