import JSON
import Testing

@Suite struct JSONValueTests {
    @Test func fieldsOfEveryKind() throws {
        let text = #"{"s":"x","i":-7,"u":18446744073709551615,"d":1.5,"t":true,"f":false,"n":null,"o":{},"a":[]}"#
        try JSONParser(maximumDepth: 128).withDocument(Array(text.utf8)) { document in
            let root = document.root
            #expect(root.field("s")?.string.map(String.init) == "x")
            #expect(root.field("i")?.integer == -7)
            #expect(root.field("u")?.integer == nil)
            #expect(root.field("u")?.number == Double(UInt64.max))
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
