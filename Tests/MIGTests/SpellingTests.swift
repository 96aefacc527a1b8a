import MIG
import Testing

@Suite struct SpellingTests {
    @Test(arguments: [
        ("headrom", "headroom"),
        ("HEADROOM", "headroom"),
        ("gpu", "gpus"),
        ("action", "actions"),
        ("sizesources", "sizeSources"),
        ("resevre", "reserve"),
    ])
    func theNearestIsFound(text: String, nearest: String) {
        let keys = ["headroom", "reserve", "gpus", "actions", "sizeSources"]
        #expect(Spelling.nearest(to: text, among: keys) == nearest)
    }

    @Test func ofEquallyNearTheFirstIsTaken() {
        #expect(Spelling.nearest(to: "3g.41gb", among: ["3g.40gb", "3g.47gb", "3g.71gb"]) == "3g.40gb")
        #expect(Spelling.nearest(to: "3g.41gb", among: ["3g.71gb", "3g.40gb"]) == "3g.71gb")
    }

    @Test func halfOfTheLettersMustAgree() {
        #expect(Spelling.nearest(to: "abxx", among: ["abcd"]) == "abcd")
        #expect(Spelling.nearest(to: "axxx", among: ["abcd"]) == nil)
        #expect(Spelling.nearest(to: "", among: ["abcd"]) == nil)
        #expect(Spelling.nearest(to: "abcd", among: []) == nil)
    }

    @Test func longTextIsNearNothingShort() {
        let text = "headroom" + String(repeating: "x", count: 100_000)
        #expect(Spelling.nearest(to: text, among: ["headroom"]) == nil)
    }
}
