import Testing

@testable import Admission

@Suite struct FindingCodeTests {
    @Test(arguments: [
        ("ModelTooLarge", Action.deny), ("UnknownProfile", .deny), ("MixedGPUAndMIG", .deny), ("SizeUnreadable", .deny),
        ("BadCount", .deny), ("ParallelismTooWide", .deny), ("SizeUndeclared", .warn), ("ParallelAcrossSlices", .warn),
        ("OverrideRefused", .deny),
    ])
    func aCodeHasAStableNameAndAnAction(name: String, action: Action) throws {
        let code = try #require(FindingCode(name: name))
        #expect(code.name == name)
        #expect(Actions.standard[code] == action)
        #expect(rule(for: code).code == code)
    }

    @Test(arguments: ["modelTooLarge", "MODELTOOLARGE", "", "ModelTooLarge "])
    func noOtherSpellingIsACode(name: String) {
        #expect(FindingCode(name: name) == nil)
    }

    @Test func actionsAreOrderedByStrictness() {
        #expect(Action.allCases.sorted().map(\.name) == ["ignore", "audit", "warn", "deny"])
        #expect(Action.allCases.compactMap { Action(name: $0.name) } == Action.allCases)
        #expect(Action(name: "Deny") == nil)
    }
}
