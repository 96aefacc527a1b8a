import Testing

@testable import JSON

@Suite struct JSONParserTests {
    private static let document =
        #"{"é\u0041":[true,false,null,-1.5e+3,[],{}],"long":18446744073709551615,"s":"x\\\"y"}"#

    @Test func aDocumentCutAnywhereIsRefused() throws {
        let parser = JSONParser(maximumDepth: 128)
        let bytes = Array(Self.document.utf8)
        for length in 0..<bytes.count {
            #expect(throws: JSONError.self, "\(length) of \(bytes.count) bytes") {
                try parser.withDocument(Array(bytes[..<length])) { _ in }
            }
        }
        #expect(try parser.withDocument(bytes) { $0.root.kind } == .object)
    }

    @Test(arguments: [
        "", " ", "\n", "{}{}", "{} x", "[1,]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "{'a':1}", "{a:1}", "[1 2]",
        "nul",
        "True", "NaN", "Infinity", "-", "+1", "01", ".5", "5.", "1e", "0x1", "]", "[}", "// x", "\0", "{}\0",
    ])
    func whatIsNoDocumentIsRefused(text: String) throws {
        let error = #expect(throws: JSONError.self) { try withRoot(text) { _ in } }
        guard case .malformed(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test(arguments: [
        [0x80], [0xC0, 0xAF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xFF], [0xFE],
    ])
    func invalidUTF8IsRefused(bytes: [UInt8]) throws {
        // In a value, in a key, and at the end of a string that is longer than a block of the validation.
        for (before, behind) in [
            (#"["a"#, #"b"]"#), (#"{""#, #"":1}"#), ("[\"" + String(repeating: "x", count: 200), "\"]"),
        ] {
            let document = Array(before.utf8) + bytes + Array(behind.utf8)
            #expect(throws: JSONError.self) { try JSONParser(maximumDepth: 128).withDocument(document) { _ in } }
        }
    }

    @Test(arguments: [1, 2, 3, 16, 128, 10_016])
    func depthIsLimitedExactly(limit: Int) throws {
        let parser = JSONParser(maximumDepth: limit)
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            let deepest = String(repeating: open, count: limit) + "1" + String(repeating: close, count: limit)
            #expect(try parser.withDocument(Array(deepest.utf8)) { _ in true })
            #expect(throws: JSONError.tooDeep(limit: limit)) {
                try parser.withDocument(Array((open + deepest + close).utf8)) { _ in }
            }
        }
    }

    /// The first document decides how the buffers are laid out.
    @Test func anEmptyFirstDocumentDoesNotLiftTheLimit() throws {
        let parser = JSONParser(maximumDepth: 2)
        #expect(throws: JSONError.self) { try parser.withDocument([]) { _ in } }
        #expect(throws: JSONError.tooDeep(limit: 2)) { try parser.withDocument(Array("[[[1]]]".utf8)) { _ in } }
    }

    @Test(arguments: ["[", #"{"a":"#, #"[{"a":"#])
    func aHundredThousandLevelsAreRefused(open: String) throws {
        let bytes = Array(String(repeating: open, count: 100_000).utf8)
        #expect(throws: JSONError.self) { try JSONParser(maximumDepth: 10_016).withDocument(bytes) { _ in } }
    }

    @Test func tenThousandLevelsAreReadWithoutStack() throws {
        let text =
            String(repeating: "[", count: 10_000) + #""nvidia.com\/mig-1g""# + String(repeating: "]", count: 10_000)
        let isFound = try JSONParser(maximumDepth: 10_016).withDocument(Array(text.utf8)) { document in
            document.mayContainString(withPrefix: "nvidia.com/mig-")
        }
        #expect(isFound)
    }

    @Test func aParserIsAsGoodAfterAnError() throws {
        let parser = JSONParser(maximumDepth: 4)
        for broken in ["", "{", "[[[[[[1]]]]]]", "\"\u{1}\"", "[1e400]", "[100000000000000000000x]"] {
            #expect(throws: JSONError.self, "\(broken)") { try parser.withDocument(Array(broken.utf8)) { _ in } }
            #expect(try parser.withDocument(Array(#"{"a":[1,2,{"b":3}]}"#.utf8)) { $0.root.field("a")?.kind } == .array)
        }
    }

    @Test func aBodyThatThrowsLeavesTheParserUsable() throws {
        struct Refusal: Error {}
        let parser = JSONParser(maximumDepth: 4)
        #expect(throws: Refusal.self) { try parser.withDocument(Array("1".utf8)) { _ in throw Refusal() } }
        #expect(try parser.withDocument(Array("2".utf8)) { $0.root.integer } == 2)
    }

    @Test func buffersOfALongDocumentAreGivenBack() throws {
        let parser = JSONParser(maximumDepth: 4, retainedCapacity: 1 << 16)
        let body = String(repeating: "x", count: 1 << 17)
        try parser.withDocument(Array("[1]".utf8)) { _ in }
        let usual = parser.capacity
        #expect((3...1 << 16).contains(usual))
        #expect(try parser.withDocument(Array(#""\#(body)""#.utf8)) { $0.root.string?.count } == body.utf8.count)
        #expect(parser.capacity == 0)
        #expect(throws: JSONError.self) { try parser.withDocument(Array(#""\#(body)"#.utf8)) { _ in } }
        #expect(parser.capacity == 0)
        #expect(try parser.withDocument(Array("[2]".utf8)) { $0.root.kind } == .array)
        #expect(parser.capacity == usual)
    }

    @Test func buffersOfUsualDocumentsAreKept() throws {
        let parser = JSONParser(maximumDepth: 4, retainedCapacity: 1 << 16)
        let long = #""\#(String(repeating: "x", count: (1 << 16) - 2))""#
        #expect(long.utf8.count == 1 << 16)
        try parser.withDocument(Array(long.utf8)) { _ in }
        #expect(parser.capacity == 1 << 16)
        try parser.withDocument(Array("1".utf8)) { _ in }
        #expect(parser.capacity == 1 << 16)
    }

    /// With and without room behind the document for what the parser reads past its end.
    @Test(arguments: [0, 1, 63, 64, 65, 4_096])
    func roomBehindADocumentDoesNotMatter(room: Int) throws {
        let parser = JSONParser(maximumDepth: 128)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.document.utf8.count + room)
        bytes.append(contentsOf: Self.document.utf8)
        #expect(try parser.withDocument(bytes) { $0.root.field("s")?.string.map(String.init) } == #"x\"y"#)
    }

    @Test func documentsOfEveryLengthAreReadWhole() throws {
        let parser = JSONParser(maximumDepth: 128)
        for length in Array(0...200) + [4_095, 4_096, 16_383, 16_384, 16_385, 40_000] {
            let bytes = Array(#"["\#(String(repeating: "x", count: length))"]"#.utf8)
            let count = try parser.withDocument(bytes) { document in
                var elements = document.root.elements
                return elements.next()?.string?.count
            }
            #expect(count == length)
        }
    }

    @Test(arguments: [
        (JSONError.malformed(reason: "a string is open"), "not JSON: a string is open"),
        (.tooDeep(limit: 128), "JSON that nests deeper than 128 levels"),
        (.outOfMemory(bytes: 8_388_608), "JSON of 8388608 bytes, for which there is no memory"),
    ])
    func errorsInWords(error: JSONError, words: String) {
        #expect("\(error)" == words)
    }
}
