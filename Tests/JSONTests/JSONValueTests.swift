import JSON
import Testing

@Suite struct JSONValueTests {
    private func read<Result>(_ text: String, _ body: (JSONValue) throws -> Result) throws -> Result {
        try JSONParser(maximumDepth: 128).withDocument(Array(text.utf8), body)
    }

    @Test func fieldsOfEveryKind() throws {
        try read(#"{"s":"x","i":-7,"u":18446744073709551615,"d":1.5,"t":true,"f":false,"n":null,"o":{},"a":[]}"#) {
            root in
            #expect(root.field("s")?.string.map(String.init) == "x")
            #expect(root.field("i")?.integer == -7)
            #expect(root.field("u")?.integer == nil)
            #expect(root.field("u")?.number == 18_446_744_073_709_551_615)
            #expect(root.field("d")?.number == 1.5)
            #expect(root.field("t")?.bool == true)
            #expect(root.field("f")?.bool == false)
            #expect(root.field("n")?.kind == .null)
            #expect(root.field("o")?.kind == .object)
            #expect(root.field("a")?.kind == .array)
            #expect(root.field("missing") == nil)
        }
    }
}
