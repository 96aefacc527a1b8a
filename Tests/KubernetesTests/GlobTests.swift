import Kubernetes
import Testing

@Suite struct GlobTests {
    @Test(arguments: [
        ("team-a", "team-a"), ("", ""), ("*", ""), ("*", "anything"), ("**", "x"), ("team-*", "team-"),
        ("team-*", "team-a-b"), ("*-prod", "a-prod"), ("*-prod", "-prod-prod"), ("a*b*c", "abc"), ("a*b*c", "a1b2b3c"),
        ("*a*", "bab"), ("a?c", "abc"), ("???", "abc"), ("?*", "a"), ("*?", "ab"), ("a*?", "ab"),
        ("*ab", "aab"), ("*aab", "aaab"), ("*a?b", "aaaxb"),
        ("system:serviceaccount:*:default", "system:serviceaccount:a:b:default"),
        ("größe", "größe"), ("gr??e", "größe"), ("*ße", "größe"), ("模?", "模型"), ("?", "🤖"), ("*?x", "🤖x"),
        ("[a-z]", "[a-z]"), (#"\*"#, #"\anything"#),
    ])
    func aPatternMatchesTheWholeName(pattern: String, name: String) {
        #expect(Glob(pattern).matches(name))
    }

    @Test(arguments: [
        ("team-a", "team-ab"), ("team-a", "xteam-a"), ("team-a", ""), ("", "a"), ("Team", "team"), ("team-*", "team"),
        ("*-prod", "a-prod-1"), ("a*b*c", "acb"), ("a*b*c", "ab"), ("?", ""), ("?", "ab"), ("a?c", "ac"), ("?*", ""),
        ("??", "é"), ("*??", "é"), ("*??x", "éx"), ("*??x", "🤖x"), ("a*a", "a"), ("[a-z]", "b"),
        // é in one part and in two: different users to Kubernetes.
        ("jos\u{E9}", "jose\u{301}"), ("jos\u{E9}*", "jose\u{301}"),
    ])
    func anythingElseDoesNot(pattern: String, name: String) {
        #expect(!Glob(pattern).matches(name))
    }

    /// Whoever tries every way to share the name among the runs is busy for years.
    @Test(.timeLimit(.minutes(1)), arguments: ["*a*a*a*a*a*a*a*b", "*?*?*?*?*?*b", "a*a*a*a*a*a*b*"])
    func aHostilePatternIsQuick(pattern: String) {
        let name = String(repeating: "a", count: 50_000)
        #expect(!Glob(pattern).matches(name))
        #expect(Glob(pattern).matches(name + "b"))
    }

    @Test func oneOfSeveralIsEnough() {
        let globs = [Glob("a"), Glob("b-*")]
        #expect(globs.match("a") && globs.match("b-1"))
        #expect(!globs.match("c"))
        #expect(![Glob]().match(""))
    }
}
