import Foundation
import TestSupport
import Testing

@testable import Alerts

@Suite struct RedactorTests {
    private let redactor = Redactor(
        ["SEC/demo+secret=1234567890", "ca2f8a5e-0b1d"],
        others: ["/hooks/long-path-of-mine"]
    )

    /// As a proxy's page may repeat what it was sent.
    @Test(arguments: ["", "a", "ab", "abc", "Basic ann:"])
    func secretsInBase64Go(before: String) {
        for secret in ["SEC/demo+secret=1234567890", "ca2f8a5e-0b1d"] {
            let encoded = Data((before + secret + "?").utf8).base64EncodedString()
            for text in [encoded, encoded.replacing("+", with: "-").replacing("/", with: "_")] {
                let shown = redactor.redacted("[\(text)]")
                #expect(shown.contains("***") && shown.utf8.count <= before.utf8.count * 4 / 3 + 12, "\(shown)")
            }
        }
    }

    @Test(arguments: [
        ("token ca2f8a5e-0b1d is unknown", "token *** is unknown"),
        ("CA2F8A5E-0B1D", "***"),
        ("ca2f8a5e%2D0b1d", "***%2D0b1d"),
        ("a SEC/demo+secret=1234567890 b", "a *** b"),
        ("SEC%2Fdemo%2Bsecret%3D1234567890", "***"),
        ("SEC%2fdemo%2bsecret%3d1234567890", "***"),
        ("SEC%252Fdemo%252Bsecret%253D1234567890", "***"),
        (#"SEC\/demo+secret=1234567890"#, "***"),
        ("SEC/demo&#43;secret&#61;1234567890", "SEC/demo&#43;secret&#61;***"),
        ("GET /hooks/long-path-of-mine", "GET ***"),
        ("ca2f8a5e-0b1dca2f8a5e-0b1d", "***"),
        // The text ends within it.
        ("token ca2f8a5e-0", "token ***"),
        ("token ca2f8", "token ***"),
        ("token ca2", "token ca2"),
        ("nothing here", "nothing here"),
        ("", ""),
    ])
    func secretsGo(text: String, shown: String) {
        #expect(redactor.redacted(text) == shown)
    }

    @Test(arguments: [
        ("a\nb\r\tc", "a b  c"), ("a\u{0}\u{1B}[31mb\u{7F}", "a[31mb"), ("a\u{202E}b\u{2028}c\u{200D}d", "ab cd"),
    ])
    func controlCharactersGo(text: String, shown: String) {
        #expect(redactor.redacted(text) == shown)
    }

    @Test func aSecretWithControlCharactersBetweenIsFound() {
        #expect(redactor.redacted("ca2f\u{0}8a5e\u{200B}-0b1d") == "***")
    }

    @Test(arguments: ["a", "é", "好", "😀", "e\u{301}", "👩‍👩‍👧‍👦"])
    func textsAreCutAtACharacter(character: String) {
        for offset in 0..<4 {
            let text = String(repeating: "x", count: offset) + String(repeating: character, count: 300)
            let shown = redactor.redacted(text)
            #expect(shown.utf8.count <= 256 && shown.utf8.count > 240)
            #expect(!shown.unicodeScalars.contains("\u{FFFD}"))
        }
    }

    @Test func textsAreCutBehindSecretsNotWithin() {
        let text = String(repeating: "x", count: 250) + "ca2f8a5e-0b1d"
        #expect(redactor.redacted(text) == String(repeating: "x", count: 250) + "***")
    }

    /// By characters it would take minutes.
    @Test func rowsOfCombiningMarksAreQuick() {
        let text = "e" + String(repeating: "\u{301}", count: 30_000)
        let start = ContinuousClock.now
        #expect(redactor.redacted(text).utf8.count <= 256)
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func shortSecretsDoNotBlackenEverything() {
        #expect(Redactor(["a", ""], others: ["T0"]).redacted("a T0 b") == "a T0 b")
    }
}
