import Alerts
import Kubernetes
import Testing

@testable import Webhook

@Suite struct OnCallTests {
    private func onCall(_ entries: String) throws -> OnCall {
        try AlertText.configuration(
            "teamLabel: team\nonCall: [\(entries)]\nreceivers: [{\(AlertText.receiver)}]\n\(AlertText.rest)"
        )
        .onCall
    }

    private static let entries = """
        {teams: [search, Search-*], mentions: {wecom: [a, b]}},
        {namespaces: [ml-*], mentions: {wecom: [b, c], slack: [U012AB3CD]}},
        {teams: [vision], namespaces: [cv], mentions: {wecom: [d]}},
        {namespaces: ['*'], teams: ['*'], mentions: {wecom: [e]}}
        """

    @Test(arguments: [
        ("search", "x", ["a", "b", "e"]), ("search", "ml-1", ["a", "b", "c", "e"]), (nil, "ml-1", ["b", "c"]),
        ("Search-2", "", ["a", "b", "e"]), ("search-2", "x", ["e"]), ("vision", "cv", ["d", "e"]),
        ("vision", "x", ["e"]),
        (nil, "x", []),
    ])
    func everyEntryThatMatchesAddsItsPeople(team: String?, namespace: String, people: [String]) throws {
        let mentions = try onCall(Self.entries).mentions(team: team, namespace: namespace)
        #expect(mentions.wecom == people)
        #expect(mentions.slack == (namespace.hasPrefix("ml-") ? ["U012AB3CD"] : []))
    }

    /// An é is one character or two, and so are teams.
    @Test func teamsAreComparedByBytes() throws {
        let onCall = OnCall([.init(teams: [.init("caf\u{E9}")], mentions: Mentions())])
        #expect(onCall.entries[0].matches("caf\u{E9}", ""))
        #expect(!onCall.entries[0].matches("cafe\u{301}", ""))
    }

    @Test(.timeLimit(.minutes(1))) func aRowOfCombiningMarksTakesNoTime() throws {
        let marks = "a" + String(repeating: "\u{301}\u{323}", count: 30_000)
        let onCall = try onCall(Self.entries)
        let time = ContinuousClock().measure { _ = onCall.mentions(team: marks, namespace: marks) }
        #expect(time < .milliseconds(500), "\(time)")
    }

    @Test(arguments: [
        (
            "{mentions: {wecom: [a]}}",
            "is for nobody in particular: write teams: [search] or namespaces: [ml-*], or give a receiver mentions"
        ),
        ("{teams: [a]}", "names nobody; write mentions: {feishu: [ou_7d8a6e6d]}"),
        ("{teams: [a], mentions: {wecom: []}}", "names nobody; write mentions: {feishu: [ou_7d8a6e6d]}"),
    ])
    func anEntryIsForSomebodyAndNamesSomebody(entry: String, problem: String) {
        #expect(AlertText.problems(top: "onCall: [\(entry)]\nteamLabel: team") == ["1: onCall[0]: \(problem)"])
    }

    @Test(arguments: [
        (
            "onCall: [{teams: [a b], mentions: {wecom: [a]}}]\nteamLabel: team",
            """
            1: onCall[0].teams[0]: no label has the value "a b": write letters, digits and - _ . with * for any run of \
            characters and ? for one
            """
        ),
        (
            "onCall: [{team: [a], mentions: {wecom: [a]}}]\nteamLabel: team",
            "1: onCall[0].team: unknown key; did you mean teams?"
        ),
        (
            "onCall: [{teams: [a], mentions: {wecom: [a]}}]",
            "1: onCall[0].teams: no team is known; say which label names it with teamLabel"
        ),
    ])
    func teamsAreValuesOfALabelThatTheFileNames(line: String, problem: String) {
        #expect(AlertText.problems(top: line) == [problem])
    }
}
