import Foundation
import Kubernetes
import Testing

@Suite struct ManifestBoundsTests {
    private func bomb(levels: Int, _ use: (Int) -> String) -> String {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...levels {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        return text + use(levels)
    }

    @Test(arguments: [
        "", "*a30 : x\n", "? *a30\n: x\n", "b: {*a30 : x}\n", "b: {[*a30, *a30]: x}\n", "b: {*a30:*a30}\n",
        "b: {*a30}\n",
        "b: \"\n*a30\"\n? [*a30]\n: x\n",
    ])
    func aliasesOfAliases(use: String) {
        let reading = Reading(bomb(levels: 30) { _ in use })
        #expect(reading.problems.count == 1)
        #expect(reading.problems.first?.message.contains("aliases") == true, "\(reading.problems)")
    }

    /// Few enough for a tree, too many for JSON.
    @Test func tooManyValues() {
        let values = Array(repeating: "1", count: 2_000).joined(separator: ",")
        let reading = Reading(
            "a: &a [\(values)]\nb: [\(Array(repeating: "*a", count: 2_000).joined(separator: ","))]\n"
        )
        #expect(reading.problems.first?.message.contains("aliases") == true)
    }

    @Test func mergesOfMerges() {
        var text = "a0: &a0 {}\n"
        for level in 1...40 {
            text += "a\(level): &a\(level)\n  <<: [*a\(level - 1), *a\(level - 1)]\n"
        }
        #expect(Reading(text).problems.count == 1)
    }

    @Test func whatPeopleWriteIsNotBounded() {
        let text =
            "apiVersion: v1\nkind: Pod\nx: &x {a: \"*x\", b: '&x'}\ny: [\(Array(repeating: "*x", count: 5_000).joined(separator: ", "))]\n"
        #expect(Reading(text).problems == [])
        #expect(Reading(text).objects.count == 1)
    }

    /// A thousand levels, with a thousand more behind each alias.
    @Test func deepAliases() {
        var text = "a0: &a0 x\n"
        for level in 1...100 {
            text +=
                "a\(level): &a\(level) \(String(repeating: "[", count: 900))*a\(level - 1)\(String(repeating: "]", count: 900))\n"
        }
        #expect(Reading(text).problems.first?.message.contains("aliases") == true)
    }

    /// What is within the bounds goes no deeper than a thread's stack, whoever walks it.
    @Test(arguments: ["", "? *a5\n: x\n", "? [*a5, *a5]\n: x\n"])
    func theDeepestAliases(use: String) {
        var text = "a0: &a0 x\n"
        for level in 1...5 {
            let (open, close) = (String(repeating: "[", count: 950), String(repeating: "]", count: 950))
            text += "a\(level): &a\(level) \(open)*a\(level - 1)\(close)\n"
        }
        let reading = Reading(text + use)
        #expect(reading.problems.map(\.message) == ["maps and lists nest deeper than 128 levels"])
    }

    @Test(arguments: ["[", "{a: ", "[a: ", "- ", "? ", "&a [", "{\"a\":", "[{\"a\":"])
    func hostileDepth(opening: String) {
        for count in [900, 100_000] {
            let text = String(repeating: opening, count: count)
            #expect(Reading("x: 1\n---\n\(text)\n---\nx: 1\n").problems.count == 1, "\(opening) \(count) times")
        }
    }

    @Test func hostileIndentation() {
        let text = (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        let reading = Reading("\(text)---\napiVersion: v1\nkind: Pod\n")
        #expect(reading.problems.map(\.message) == ["maps and lists nest too deep"])
        #expect(reading.objects.count == 1)
    }

    @Test func theLimitOfDepth() {
        for (depth, problems) in [(9, 0), (10, 0), (11, 1)] {
            let yaml = String(repeating: "[", count: depth) + "x" + String(repeating: "]", count: depth)
            #expect(Reading(yaml, documentDepth: 10).problems.count == problems, "\(depth)")
            let json = yaml.replacing("x", with: "1")
            #expect(Reading(json, documentDepth: 10).problems.count == problems, "\(depth)")
        }
    }
}
