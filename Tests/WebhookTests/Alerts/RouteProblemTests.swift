import Testing

/// What an operator reads of routes that cannot be used.
@Suite struct RouteProblemTests {
    private static let all = "defaultReceiver: a"

    private func problems(_ routes: String) -> [String]? {
        // All receivers hear of something.
        AlertText.problems(
            withFour: "routes: [\(routes), {namespaces: [last], severities: [audit], receivers: [a, b, c, d]}]"
        )
    }

    @Test(arguments: [
        ("{namespaces: [x]}", ": names no receivers; write receivers: [], if nobody is to hear of it"),
        ("{receiver: [a]}", ".receiver: unknown key; did you mean receivers?"),
        ("{names: [x], receivers: [a]}", ".names: unknown key; did you mean namespaces?"),
        ("{receivers: a}", #".receivers: here stands the value "a", not a list; write [a]"#),
        ("{receivers: [zzz]}", #".receivers[0]: no receiver is called "zzz"; known are a, b, c, d"#),
        ("{receivers: [a], continue: yes}", #".continue: "yes" is neither true nor false"#),
        ("{receivers: [a], severities: []}", ".severities: is empty; write one of deny, warn and audit at least"),
        (
            "{receivers: [a], severities: [error]}",
            #".severities[0]: "error" is no severity; write one of audit, warn, deny"#
        ),
        ("{receivers: [a], findings: [ModelToLarge]}", ".findings[0]: no such finding; did you mean ModelTooLarge?"),
        (
            "{receivers: [a], findings: [X]}",
            """
            .findings[0]: no such finding; known are OverrideRefused, ModelTooLarge, UnknownProfile, MixedGPUAndMIG, \
            SizeUnreadable, BadCount, ParallelismTooWide, SizeUndeclared, ParallelAcrossSlices, ObjectUnreadable, \
            PolicyUnusable
            """
        ),
        (
            "{receivers: [a], objectSelector: {matchExpressions: [{key: a, operator: in}]}}",
            """
            .objectSelector.matchExpressions[0].operator: "in" is no operator; write one of In, NotIn, Exists, DoesNotExist
            """
        ),
        (
            "{receivers: [], continue: true}",
            ": does nothing: it has no receivers, and alerts go on to the next route"
        ),
    ])
    func aRouteSaysWhatItMatchesAndWhereItLeads(route: String, problem: String) {
        #expect(problems(route) == ["1: routes[0]\(problem)"])
    }

    @Test(arguments: [
        ("{receivers: [a]}", "{receivers: [b]}"), ("{receivers: [a]}", "{receivers: [b], namespaces: [x]}"),
        ("{receivers: []}", "{receivers: [b], findings: [BadCount]}"),
        ("{receivers: [a], namespaces: [ml-*]}", "{receivers: [b], namespaces: [ml-1, ml-2*]}"),
        ("{receivers: [a], severities: [deny, warn]}", "{receivers: [b], severities: [warn]}"),
        (
            "{receivers: [a], findings: [BadCount, ModelTooLarge]}",
            "{receivers: [b], findings: [BadCount], objectSelector: {matchLabels: {a: b}}, continue: true}"
        ),
    ])
    func aRouteBehindOneThatMatchesMoreIsNeverReached(first: String, second: String) {
        #expect(
            problems("\(first), \(second)") == [
                "1: routes[1]: never reached: routes[0] matches every alert of this route before"
            ]
        )
    }

    @Test(arguments: [
        ("{receivers: [a], continue: true}", "{receivers: [b]}"),
        ("{receivers: [a], objectSelector: {matchLabels: {a: b}}}", "{receivers: [b]}"),
        ("{receivers: [a], findings: [BadCount]}", "{receivers: [b]}"),
        ("{receivers: [a], namespaces: [x]}", "{receivers: [b]}"),
        ("{receivers: [a], namespaces: [x]}", "{receivers: [b], namespaces: [x, y]}"),
        ("{receivers: [a]}", "{receivers: [b], severities: [deny, warn]}"),
        ("{receivers: [a], findings: [BadCount]}", "{receivers: [b], findings: [BadCount, ModelTooLarge]}"),
    ])
    func aRouteThatMayBeReachedIsNone(first: String, second: String) {
        #expect(problems("\(first), \(second)") == nil)
    }

    @Test func aDefaultReceiverThatNothingIsLeftForIsAMistake() {
        #expect(
            AlertText.problems(withFour: "defaultReceiver: a\nroutes: [{receivers: [b, c, d]}]") == [
                "1: defaultReceiver: never reached: routes[0] matches everything that is refused before"
            ]
        )
        #expect(
            AlertText.problems(withFour: "defaultReceiver: a\nroutes: [{receivers: [b, c, d], severities: [warn]}]")
                == nil
        )
    }

    @Test(arguments: ["routes", "onCall"])
    func thereAreNotTooMany(key: String) {
        let many = Array(repeating: "{}", count: 257).joined(separator: ", ")
        #expect(AlertText.problems(top: "\(key): [\(many)]") == ["1: \(key): 257 elements; a list has 256 at most"])
    }

    @Test(.timeLimit(.minutes(1))) func manyRoutesTakeNoTime() {
        let routes = (0..<250).map { route in
            "{receivers: [a, b, c, d], namespaces: [\((0..<12).map { "a\(route)-\($0)-*" }.joined(separator: ","))]}"
        }
        let time = ContinuousClock().measure {
            #expect(AlertText.problems(withFour: "routes: [\(routes.joined(separator: ","))]") == nil)
        }
        #expect(time < .seconds(2), "\(time)")
    }
}
