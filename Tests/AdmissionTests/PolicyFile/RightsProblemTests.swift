import Admission
import Testing

/// What an operator reads of exemptions, overrides and limits that cannot be used.
@Suite struct RightsProblemTests {
    @Test(arguments: [
        ("exempt: []", "1: exempt: here stands a list, not a mapping of keys to values"),
        ("exempt:", "1: exempt: here stands nothing, not a mapping of keys to values"),
        ("exempt: {user: [a]}", "1: exempt.user: unknown key; did you mean users?"),
        (
            "exempt: {namespaces: [\"*\"]}",
            #"1: exempt.namespaces[0]: "*" means every namespace; write which, such as team-a-*"#
        ),
        ("exempt: {groups: ops}", #"1: exempt.groups: here stands the value "ops", not a list; write [ops]"#),
        ("\noverrides: 7", #"2: overrides: here stands the value "7", not a mapping of keys to values"#),
        ("exempt: {users: [\"\"]}", "1: exempt.users[0]: no value; leave the key out for its standard value"),
        ("overrides: {maxDuration: {h: 1}}", "1: overrides.maxDuration: here stands a mapping, not a single value"),
        (
            "overrides: {namespaces: [a]}",
            "1: overrides.namespaces: unknown key; known are controllers, groups, maxDuration, users"
        ),
        ("overrides: {controllers: a}", #"1: overrides.controllers: here stands the value "a", not a list; write [a]"#),
    ])
    func rightsAreListsOfPatterns(yaml: String, problem: String) {
        #expect(problems(yaml) == ["policy.yaml:\(problem)"])
    }

    @Test(
        arguments: ["exempt.users", "exempt.groups", "overrides.users", "overrides.groups", "overrides.controllers"],
        ["*", "**", "?*", "*?"]
    )
    func aRightIsNotForEverybody(key: String, pattern: String) {
        let parts = key.split(separator: ".")
        #expect(
            problems("\(parts[0]):\n  \(parts[1]):\n  - ann\n  - '\(pattern)'") == [
                """
                policy.yaml:4: \(key)[1]: "\(pattern)" means everybody; write who it is, such as \
                system:serviceaccount:ci:*
                """
            ]
        )
        #expect(problems("\(parts[0]): {\(parts[1]): [a*, '*:a', '*@example.com']}") == nil)
    }

    @Test(arguments: ["7d", "1 h", "0s", "0", "500ms", "-1h", "forever", "1e3s"])
    func aDurationIsAtLeastASecond(text: String) {
        #expect(
            problems("overrides:\n  maxDuration: \(text)") == [
                """
                policy.yaml:2: overrides.maxDuration: "\(text)" is no duration of at least a second: write one such as \
                72h or 1h30m
                """
            ]
        )
    }

    @Test func aDurationIsAtMostAYear() {
        #expect(problems("overrides: {maxDuration: 8760h}") == nil)
        #expect(
            problems("overrides: {maxDuration: 8760h1s}")
                == [#"policy.yaml:1: overrides.maxDuration: "8760h1s" is longer than a year (8760h)"#]
        )
    }

    // MARK: Limits

    @Test(arguments: [
        ("limits: []", "1: limits: here stands a list, not a mapping of keys to values"),
        ("limits: {3g.40gb: 38GB}", #"1: limits.3g.40gb: "38GB" is no quantity: write 38G"#),
        ("limits: {3g.40gb: -1}", #"1: limits.3g.40gb: "-1" is negative: write an amount of zero or more"#),
        ("limits: {3g.40gb: 50%}", #"1: limits.3g.40gb: "50%" is no quantity: write an amount such as 1Gi or 512Mi"#),
        ("limits: {3g.40gb: 0}", "1: limits.3g.40gb: a limit of nothing admits nothing: write an amount such as 38Gi"),
        (
            "limits: {3g.41gb: 1Gi}",
            #"1: limits.3g.41gb: no GPU of the catalogue has a profile "3g.41gb"; did you mean 3g.40gb?"#
        ),
        (
            "limits:\n  3g.40gb: 1Gi\n  3g.39gb: 2Gi",
            #"3: limits.3g.39gb: "3g.39gb" is a former name of 3g.40gb, which has its amount: keep one of both"#
        ),
        (
            "limits:\n  3g.39gb: 1Gi\n  3g.40gb: 2Gi",
            #"3: limits.3g.40gb: "3g.40gb" has its amount already, under a former name: keep one of both"#
        ),
        // Of the GPUs that have 1g.18gb a GH200 gives most.
        ("limits: {1g.18gb: 18Gi}", "1: limits.1g.18gb: 18Gi is more than the 17.5Gi that such a slice has"),
        (
            "limits: {1g.18gb: 17Gi}\ngpus: [H200]",
            "1: limits.1g.18gb: 17Gi is more than the 16Gi that such a slice has"
        ),
        (
            "gpus: [H20-3e]\nlimits: {1g.18gb: 16Gi}",
            "2: limits.1g.18gb: 16Gi is more than the 16220Mi that such a slice is estimated to have"
        ),
        ("gpus: [H200]\nlimits: {3g.40gb: 1Gi}", "2: limits.3g.40gb: no GPU of gpus has this profile"),
        (
            "namespaces: [{names: [a], gpus: [H200], limits: {1g.18gb: 17Gi}}]",
            "1: namespaces[0].limits.1g.18gb: 17Gi is more than the 16Gi that such a slice has"
        ),
        (
            "gpus: [H200]\nnamespaces: [{names: [a], limits: {1g.18gb: 17Gi}}]",
            "2: namespaces[0].limits.1g.18gb: 17Gi is more than the 16Gi that such a slice has"
        ),
    ])
    func aLimitIsOneThatASliceCanHave(yaml: String, problem: String) {
        #expect(problems(yaml) == ["policy.yaml:\(problem)"])
    }

    @Test(arguments: [
        "limits: {1g.18gb: 17.5Gi}", "gpus: [H200]\nlimits: {1g.18gb: 16Gi}", "limits: {3g.40gb: 1}",
        "gpus: [H200]\nnamespaces: [{names: [a], gpus: [], limits: {1g.18gb: 17.5Gi}}]",
    ])
    func aLimitMayBeAllThatThereIs(yaml: String) {
        #expect(problems(yaml) == nil)
    }

    /// What is let in without a right would reach controllers, which carry on everything.
    @Test(arguments: [
        "overrides: {users: [ann]}\nactions: {OverrideRefused: warn}",
        "overrides: {groups: [ops]}\nnamespaces: [{names: [a], actions: {OverrideRefused: ignore}}]",
    ])
    func whereSomebodyMayOverrideNobodyElseMay(yaml: String) {
        #expect(
            problems(yaml) == [
                """
                policy.yaml: actions.OverrideRefused: must be deny where overrides names users or groups: controllers carry \
                on every claim that was let in
                """
            ]
        )
        #expect(
            problems(
                yaml.replacing("overrides: {users: [ann]}", with: "").replacing("overrides: {groups: [ops]}", with: "")
            ) == nil
        )
    }
}
