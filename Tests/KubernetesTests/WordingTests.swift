import Kubernetes
import Testing

@Suite struct WordingTests {
    @Test(arguments: [
        ("", #""""#),
        ("llm", #""llm""#),
        ("a b_c-d.e/f", #""a b_c-d.e/f""#),
        (#"a"b"#, #""a\"b""#),
        (#"a\b"#, #""a\\b""#),
        ("a\nb\tc\r\0", #""a\u{a}b\u{9}c\u{d}\u{0}""#),
        ("\u{7F}\u{9F}\u{1B}[31m", #""\u{7f}\u{9f}\u{1b}[31m""#),
        ("right\u{202E}left\u{200B}", #""right\u{202e}left\u{200b}""#),
        ("line\u{2028}\u{2029}", #""line\u{2028}\u{2029}""#),
        ("\u{E000}\u{FFFF}", #""\u{e000}\u{ffff}""#),
        ("größe 模型 🤖", #""größe 模型 🤖""#),
    ])
    func aStrangersTextCanNeitherEndTheQuotationNorBreakTheLine(text: String, quoted: String) {
        #expect(text.quoted == quoted)
    }

    @Test(arguments: ["x", "ü", "🤖"])
    func longTextIsCutShort(character: String) {
        let fits = String(repeating: character, count: 80)
        #expect(fits.shortened == fits)
        #expect((fits + character).shortened == fits + "…")
        #expect(String(repeating: character, count: 1_000_000).shortened == fits + "…")
    }

    @Test(arguments: [(#"text "x""#, #""text \"x\"""#), ("7", #""7""#)])
    func whatSomebodyTypedIsQuoted(text: String, expected: String) {
        #expect(ScalarValue.text(text).quoted == expected)
    }

    @Test func whatNobodyCouldTypeIsSaidInWords() {
        #expect(ScalarValue.other("an object").quoted == "an object")
        #expect(ScalarValue.integer(-7).quoted == #""-7""#)
    }
}
