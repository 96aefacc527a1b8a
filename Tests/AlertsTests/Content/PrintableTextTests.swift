import TestSupport
import Testing

@testable import Alerts

@Suite struct PrintableTextTests {
    @Test(arguments: [
        ("llm-7d9f", "llm-7d9f"),
        ("显存 80Gi ✓", "显存 80Gi ✓"),
        ("a\nb\tc", "a\\u{a}b\\u{9}c"),
        ("\u{202E}evil\u{2066}", "\\u{202e}evil\\u{2066}"),
        ("zero\u{200B}width\u{FEFF}", "zero\\u{200b}width\\u{feff}"),
        ("line\u{2028}end", "line\\u{2028}end"),
        ("filler\u{3164}", "filler\\u{3164}"),
        ("e\u{301}", "e\u{301}"),
        ("\u{301}e", "\\u{301}e"),
        ("e\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\\u{301}"),
    ])
    func whatDoesNotPrintIsSpelledOut(text: String, shown: String) {
        #expect(Array(text.printable(120).utf8) == Array(shown.utf8))
    }

    @Test func textsAreCutBetweenCharacters() {
        let text = "切片👩‍🚀é\u{301}𝄞\u{202E}end"
        for limit in 0...60 {
            let shown = text.printable(limit)
            #expect(shown.unicodeScalars.count <= limit + 1)
            #expect(shown.unicodeScalars.count <= limit || shown.hasSuffix("…"))
        }
        #expect("abc".printable(3) == "abc")
        #expect("abcd".printable(3) == "abc…")
    }

    @Test func markupIsCutBetweenItsPieces() {
        let markup = Markup(replacing: ["&": "&amp;"])
        let words: Words = Words.ours("值 ") + .theirs("a&b👩🏽‍🚀&") + "!"
        let whole = markup.string(words)
        #expect(whole == "值 a&amp;b👩🏽‍🚀&amp;!")
        for limit in 1...whole.utf16.count {
            let text = markup.string(words, limit: limit)
            #expect(text.utf16.count <= limit)
            #expect(text == whole || text.hasSuffix("…"))
            #expect(!text.contains("\u{FFFD}"))
            #expect(text.replacing("&amp;", with: "").contains("&") == false)
        }
    }

    @Test func marksOnEdgesOfWordsAreReplaced() {
        let markup = Markup(onEdges: Markup.fullwidth("_@"), breaksAddresses: true)
        #expect(markup.string(.theirs("a_b _c_ ann@b.com @all http://x.y")) == "a_b ＿c＿ ann@b.com ＠all http：//x.y")
    }
}
