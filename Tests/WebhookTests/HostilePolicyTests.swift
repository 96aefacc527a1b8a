import Testing

/// Whoever may write a ConfigMap must not hold up other requests.
@Suite struct HostilePolicyTests {
    private static func many(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    /// Lists of aliases of lists, which stand for a billion values.
    private static let aliases = {
        let levels = (1...9).map { level in
            "&a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ","))]"
        }
        return "&a0 [x,y,z], \(levels.joined(separator: ", "))"
    }()

    /// Texts as they stand in JSON.
    private static let texts: [String] = [
        "k: [\(aliases)]\\n? *a9\\n: 1",
        // What a look at bytes takes for a comment.
        "a:# : [\(aliases), {*a9 : 1}]", "'a # ': [\(aliases), {*a9 : 1}]", "\u{E9}# : [\(aliases), {*a9 : 1}]",
        // Keys that are maps, each of which is gone through for each level of the others.
        many("{", 900) + many("x", 60_000) + many("}", 900), many("? ", 900) + many("x", 60_000),
        many("[", 31) + many("x", 60_000) + many("]: 1", 31), "x: [" + many(#"{\"}\","#, 8_000),
        many("{", 8) + many("{a: b}: c, ", 5_000) + many("}", 8),
        // Short names of long tags.
        "%TAG ! \(many("a", 32_000))\\n---\\n[\(many("!a,", 10_000))]", "[\(many("!a\(many("b", 300)) x,", 200))]",
        many("[", 60_000), many("- ", 30_000), (0..<9_000).map { "k\($0): 1\\n" }.joined(), many("k: 1\\n", 10_000),
        "gpus: [\(many("A,", 30_000))]", "sizeSources:\\n  annotations: [\(many("x,", 30_000))]",
        "colour: red\\nnamespaces:\\n" + many("- {names: [\(many("a*,", 200))]}\\n", 80), many("x", 1 << 20),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: texts.indices)
    func aHostilePolicyIsRefusedSoon(number: Int) {
        var answer = ""
        let data = #"{"policy.yaml":"\#(Self.texts[number])"}"#
        let time = ContinuousClock().measure { answer = PolicyGuardTests.answer(data: data) }
        #expect(answer.contains(#""allowed":false"#))
        #expect(answer.utf8.count < 20_000)
        #expect(time < .milliseconds(500), "\(time)")
    }

    @Test(.timeLimit(.minutes(1))) func policiesWithoutNumberAreRefusedSoon() {
        let data = "{" + (0..<50_000).map { #""\#($0).yaml":"{}""# }.joined(separator: ",") + "}"
        var answer = ""
        let time = ContinuousClock().measure { answer = PolicyGuardTests.answer(data: data) }
        #expect(answer.contains("ConfigMap ml/policy: 50000 policies; one has 16 at most"))
        #expect(time < .milliseconds(1_500), "\(time)")
    }
}
