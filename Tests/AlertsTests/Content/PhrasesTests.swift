import Testing

@testable import Alerts

/// The catalogues say the same in every language.
@Suite struct PhrasesTests {
    /// All phrases by the path of their fields: `labels.object`.
    private func phrases(of language: Language) -> [String: Template] {
        var phrases: [String: Template] = [:]
        func collect(_ value: Any, _ path: String) {
            for child in Mirror(reflecting: value).children {
                let path = path + (path.isEmpty ? "" : ".") + (child.label ?? "")
                if let template = child.value as? Template {
                    phrases[path] = template
                } else {
                    collect(child.value, path)
                }
            }
        }
        collect(Phrases.of(language), "")
        return phrases
    }

    @Test(arguments: Language.allCases)
    func noPhraseIsMissing(language: Language) {
        let all = phrases(of: language)
        #expect(all.count >= 90)
        #expect(all.filter { $0.value.source.trimmed.isEmpty }.keys.sorted() == [])
        #expect(all.keys.sorted() == phrases(of: .en).keys.sorted())
    }

    @Test func languagesHaveTheSamePlaces() {
        let english = phrases(of: .en)
        for (path, phrase) in phrases(of: .zh) {
            #expect(phrase.places == english[path]?.places, "\(path)")
        }
    }

    @Test func chineseIsChinese() {
        // What is a sign or a name in both.
        let signs: Set<String> = ["counts.times", "sizes.derived", "quotation", "colon"]
        for (path, phrase) in phrases(of: .zh) where !signs.contains(path) {
            let isChinese = phrase.source.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
            #expect(isChinese, "\(path): \(phrase.source)")
        }
        for (path, phrase) in phrases(of: .en) {
            let isChinese = phrase.source.unicodeScalars.contains { (0x3000...0x9FFF).contains($0.value) }
            #expect(!isChinese, "\(path): \(phrase.source)")
        }
    }

    /// Phrases stand in every markup as they are.
    @Test(arguments: Language.allCases)
    func phrasesHaveNoMarkup(language: Language) {
        for (path, phrase) in phrases(of: language) {
            #expect(!phrase.source.contains { "<>&*_`[]@~\\\n".contains($0) }, "\(path)")
        }
    }

    @Test(arguments: [
        "ModelTooLarge", "UnknownProfile", "MixedGPUAndMIG", "SizeUnreadable", "BadCount", "ParallelismTooWide",
        "SizeUndeclared", "ParallelAcrossSlices", "OverrideRefused", "ObjectUnreadable", "PolicyUnusable",
    ])
    func everyFindingHasWords(code: String) {
        for language in Language.allCases {
            #expect(Phrases.of(language).finding(code) != nil)
        }
    }

    @Test func placesAreFilled() {
        let template: Template = "{count|denial|denials} of {name}, {left}"
        #expect(text(template, ["count": .number(1), "name": .theirs("a")]) == "1 denial of a, {left}")
        #expect(text(template, ["count": .number(0), "name": .number(2), "left": .ours("b")]) == "0 denials of 2, b")
        #expect(template.places == ["count", "name", "left"])
    }

    private func text(_ template: Template, _ values: [String: Template.Value]) -> String {
        Markup().string(template.filled(values))
    }
}

extension String {
    fileprivate var trimmed: Substring { drop { $0.isWhitespace } }
}
