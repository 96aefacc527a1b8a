import Admission
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

    @Test func hostileNamesStayWithinTheirSentence() throws {
        var pod = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"])
        pod.containers[0].name = "x\": all is well\nWarning: \u{202E}"
        #expect(
            try pod.finding().summary(.standard) == """
                container "x\\": all is well\\u{a}Warning: \\u{202e}": model of 50Gi does not fit nvidia.com/mig-3g.40gb: \
                limit 39Gi
                """
        )
        let resource = Pod(size: "1Gi", ["nvidia.com/mig-\n\(String(repeating: "y", count: 100))": "1"])
        #expect(
            try resource.finding().summary(.standard) == """
                container "llm": nvidia.com/mig-\\u{a}\(String(repeating: "y", count: 64))… is no MIG profile of any \
                known GPU
                """
        )
    }
}
