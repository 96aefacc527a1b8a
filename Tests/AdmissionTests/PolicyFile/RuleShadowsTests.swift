import Admission
import Testing

/// The first rule that matches counts: what stands behind one that matches more is never reached.
@Suite struct RuleShadowsTests {
    private func problems(_ rules: String) -> [String] {
        do throws(SettingsProblems) {
            _ = try PolicySettings(yaml: "namespaces: [\(rules)]", file: "policy.yaml")
            return []
        } catch {
            return error.lines
        }
    }

    @Test(arguments: [
        ("{names: [team-*]}, {names: [team-a]}", 0, 1), ("{names: [prod]}, {names: [prod]}", 0, 1),
        ("{names: [a, b-*]}, {names: [b-1, a]}", 0, 1), ("{names: ['*-x']}, {names: ['a-*-x']}", 0, 1),
        ("{names: [a]}, {names: [b]}, {names: [b], objectSelector: {matchLabels: {a: b}}}", 1, 2),
        ("{names: ['*']}, {objectSelector: {matchLabels: {a: b}}}", 0, 1), ("{names: ['a?']}, {names: ['a?']}", 0, 1),
        ("{names: ['a?']}, {names: [ab]}", 0, 1),
    ])
    func aRuleBehindOneThatMatchesMoreIsRefused(rules: String, shadow: Int, rule: Int) {
        #expect(
            problems(rules) == [
                """
                policy.yaml:1: namespaces[\(rule)]: never reached: namespaces[\(shadow)] matches every object of this rule \
                before
                """
            ]
        )
    }

    @Test(arguments: [
        "{names: [team-a]}, {names: [team-*]}", "{names: [a]}, {names: [a, b]}", "{names: ['a?']}, {names: ['a*']}",
        // Together they match all that the last does, which is not looked for.
        "{names: [a]}, {names: [b]}, {names: [a, b]}",
        "{names: [a], objectSelector: {matchLabels: {a: b}}}, {names: [a]}", "{names: ['*-x']}, {names: ['x-*']}",
    ])
    func aRuleThatMayBeReachedIsNot(rules: String) {
        #expect(problems(rules) == [])
    }

    @Test(.timeLimit(.minutes(1))) func manyPatternsTakeNoTime() {
        let rules = (0..<250).map { rule in
            "{names: [\((0..<20).map { "a\(rule)-\($0)-*" }.joined(separator: ","))]}"
        }
        let time = ContinuousClock().measure { #expect(problems(rules.joined(separator: ",")) == []) }
        #expect(time < .seconds(2), "\(time)")
    }
}
