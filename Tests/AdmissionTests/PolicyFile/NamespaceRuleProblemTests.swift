import Admission
import Kubernetes
import Testing

/// What an operator reads of rules for namespaces that cannot be used.
@Suite struct NamespaceRuleProblemTests {
    private static let empty = """
        names no namespaces and selects no objects; write names: [team-a-*] or objectSelector, or put what counts \
        everywhere outside namespaces
        """

    @Test(arguments: [
        ("namespaces:", "1: namespaces: here stands nothing, not a list; write []"),
        ("namespaces: team-a", #"1: namespaces: here stands the value "team-a", not a list; write [team-a]"#),
        ("namespaces: {names: [a]}", "1: namespaces: here stands a mapping, not a list; write […]"),
        ("namespaces: [a]", #"1: namespaces[0]: here stands the value "a", not a mapping of keys to values"#),
        ("namespaces:\n- name: [a]\n  names: [a]", "2: namespaces[0].name: unknown key; did you mean names?"),
        (
            "namespaces:\n- names: [a]\n  overrides: {}",
            """
            3: namespaces[0].overrides: unknown key; known are actions, gpus, headroom, limits, names, objectSelector, \
            reserve
            """
        ),
        ("namespaces: [{names: a}]", #"1: namespaces[0].names: here stands the value "a", not a list; write [a]"#),
        ("namespaces: [{names: [[a]]}]", "1: namespaces[0].names[0]: here stands a list, not a single value"),
        (
            "namespaces: [{names: [a], reserve: 1GiB}]", #"1: namespaces[0].reserve: "1GiB" is no quantity: write 1Gi"#
        ),
        (
            "namespaces: [{names: [a], headroom: 1Gi}]",
            "1: namespaces[0].headroom: here stands a single value; write namespaces[0].headroom: {default: 1Gi}"
        ),
        (
            "namespaces:\n- names: [a]\n- names: [b]\n  actions:\n    BadCont: deny",
            "5: namespaces[1].actions.BadCont: no such finding; did you mean BadCount?"
        ),
    ])
    func aRuleIsAMappingOfTerms(yaml: String, problem: String) {
        #expect(problems(yaml) == ["policy.yaml:\(problem)"])
    }

    @Test(arguments: [
        "{}", "{reserve: 1Gi}", "{names: []}", "{objectSelector: {}}", "{objectSelector: {matchLabels: {}}}",
    ])
    func aRuleIsForSomebody(rule: String) {
        #expect(problems("namespaces:\n- \(rule)") == ["policy.yaml:2: namespaces[0]: \(Self.empty)"])
    }

    @Test(arguments: ["names: ['*']", "names: [a, '**']", "names: ['*'], objectSelector: {}"])
    func behindOneForAllNoRuleIsReached(rule: String) {
        let catchAll = "never reached: namespaces[1] matches every object of this rule before"
        #expect(
            problems("namespaces:\n- {names: [a]}\n- {\(rule)}\n- {names: [b]}\n- {}") == [
                "policy.yaml:4: namespaces[2]: \(catchAll)", "policy.yaml:5: namespaces[3]: \(catchAll)",
            ]
        )
    }

    @Test(arguments: [
        "{names: ['*'], objectSelector: {matchLabels: {a: b}}}", "{objectSelector: {matchLabels: {a: b}}}",
        "{names: ['?c*']}",
    ])
    func behindOneForSomeItIs(rule: String) {
        #expect(problems("namespaces: [\(rule), {names: [b]}]") == nil)
    }

    @Test(arguments: ["Team-A", "team_a", "a.b", "team a", "größe", "a/b", "[a-z]", String(repeating: "a", count: 64)])
    func aPatternCanMatchANamespace(name: String) {
        let problem = """
            no namespace matches "\(name)": write lower-case letters, digits and hyphens, with * for any run of \
            characters and ? for one
            """
        #expect(
            problems("namespaces: [{names: ['\(name)']}]") == ["policy.yaml:1: namespaces[0].names[0]: \(problem)"]
        )
        #expect(
            problems("exempt: {namespaces: [a, '\(name)']}") == ["policy.yaml:1: exempt.namespaces[1]: \(problem)"]
        )
    }

    /// YAML takes a star in front for an alias.
    @Test(arguments: [
        ("namespaces:\n- names: [*-prod]", 2), ("namespaces:\n- names:\n  - *a*", 3), ("exempt: {users: [*]}", 1),
        ("namespaces:\n- names: [*]", 2), ("exempt:\n  namespaces:\n  - *", 3),
    ])
    func aStarInFrontNeedsQuotationMarks(yaml: String, line: Int) {
        #expect(
            problems(yaml) == [
                #"policy.yaml:\#(line): a value that begins with * must stand in quotation marks, such as "*-prod""#
            ]
        )
    }

    @Test(arguments: [
        ("[]", "1: namespaces[0].objectSelector: here stands a list, not a mapping of keys to values"),
        ("{tier: prod}", "1: namespaces[0].objectSelector.tier: unknown key; known are matchExpressions, matchLabels"),
        (
            "{matchLabel: {tier: prod}}",
            "1: namespaces[0].objectSelector.matchLabel: unknown key; did you mean matchLabels?"
        ),
        (
            "{matchLabels: [tier]}",
            "1: namespaces[0].objectSelector.matchLabels: here stands a list, not a mapping of keys to values"
        ),
        (
            "{matchLabels: {tier: [prod]}}",
            "1: namespaces[0].objectSelector.matchLabels.tier: a label has a single value"
        ),
        (
            "{matchExpressions: {key: a}}",
            "1: namespaces[0].objectSelector.matchExpressions: here stands a mapping, not a list; write […]"
        ),
        (
            "{matchExpressions: [{key: a}]}",
            "1: namespaces[0].objectSelector.matchExpressions[0]: an expression needs key and operator"
        ),
        (
            "{matchExpressions: [{operator: Exists}]}",
            "1: namespaces[0].objectSelector.matchExpressions[0]: an expression needs key and operator"
        ),
        (
            "{matchExpressions: [{key: a, operator: in}]}",
            """
            1: namespaces[0].objectSelector.matchExpressions[0].operator: "in" is no operator; write one of In, NotIn, \
            Exists, DoesNotExist
            """
        ),
        (
            "{matchExpressions: [{key: a, operator: In}]}",
            "1: namespaces[0].objectSelector.matchExpressions[0]: In needs values"
        ),
        (
            "{matchExpressions: [{key: a, operator: NotIn, values: []}]}",
            "1: namespaces[0].objectSelector.matchExpressions[0]: NotIn needs values"
        ),
        (
            "{matchExpressions: [{key: a, operator: Exists, values: [b]}]}",
            "1: namespaces[0].objectSelector.matchExpressions[0]: Exists takes no values"
        ),
        (
            "{matchExpressions: [{key: a, operator: In, values: b}]}",
            """
            1: namespaces[0].objectSelector.matchExpressions[0].values: here stands the value "b", not a list; write [b]
            """
        ),
        (
            "{matchExpressions: [{key: a, operator: In, values: [b, [c]]}]}",
            "1: namespaces[0].objectSelector.matchExpressions[0].values[1]: a label has a single value"
        ),
    ])
    func aSelectorIsAsKubernetesHasIt(selector: String, problem: String) {
        #expect(problems("namespaces: [{objectSelector: \(selector)}]") == ["policy.yaml:\(problem)"])
    }

    @Test func anExpressionMayListAnEmptyValue() {
        let selector = "{matchLabels: {b: }, matchExpressions: [{key: a, operator: In, values: [\"\", x]}]}"
        #expect(problems("namespaces: [{objectSelector: \(selector)}]") == nil)
    }

    @Test(arguments: [("null", ""), ("~", ""), ("", ""), ("'null'", "null")])
    func aLabelWithoutAValueIsEmpty(text: String, value: String) throws {
        let yaml = "namespaces: [{objectSelector: {matchLabels: {a: \(text)}}}]"
        let rule = try #require(PolicySettings(yaml: yaml, file: "policy.yaml").namespaceRules.first)
        #expect(rule.objectSelector.requirements.map(\.values) == [[value]])
    }
}
