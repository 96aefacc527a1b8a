import TestSupport
import Testing
import Webhook

@Suite struct PolicyExplanationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func explanation(_ yaml: String) throws -> PolicyExplanation {
        try PolicyExplanation(file: try folder.write(yaml, to: "policy.yaml"))
    }

    /// Every way in which a limit can come about, and every place that can decide it.
    private static let yaml = """
        gpus: [A100 80GB, H100 NVL, H100 96GB]
        headroom: {default: 2Gi, profiles: {3g.40gb: 10%}}
        limits: {1g.10gb: 9.5Gi, 1g.24gb: 21.5Gi}
        namespaces:
          - names: [research-*, team-b]
            objectSelector: {matchExpressions: [{key: tier, operator: In, values: [prod, stage]}]}
            headroom: {default: 0, profiles: {7g.80gb: 5Gi}}
            actions: {ModelTooLarge: warn}
          - names: [edge]
            gpus: [A100 80GB]
            reserve: 5Gi
            limits: {}
        exempt: {users: ["system:serviceaccount:ci:*"]}
        overrides: {groups: [platform], maxDuration: 72h}
        """

    @Test func theTablesAreAsRecorded() throws {
        let explanation = try explanation(Self.yaml)
        try Golden("Tests/WebhookTests/Golden/policies").check(["explain": explanation.text])
    }

    private func line(_ profile: String, in text: String, section: String) -> String? {
        text.split(separator: "\n\n").first { $0.hasPrefix(section) }?
            .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            .first { $0.hasPrefix("\(profile) ") }
    }

    @Test(arguments: [
        ("every other namespace", "3g.40gb", "36Gi 40Gi nominal - 4Gi headroom headroom.profiles.3g.40gb"),
        ("every other namespace", "4g.40gb", "38Gi 40Gi nominal - 2Gi headroom headroom.default"),
        ("every other namespace", "1g.10gb", "9.5Gi fixed by the policy limits.1g.10gb"),
        ("every other namespace", "1g.24gb", "21.5Gi fixed by the policy limits.1g.24gb"),
        ("namespaces[0]", "3g.40gb", "39Gi 39.25Gi usable on A100 80GB - 256Mi reserve reserve"),
        ("namespaces[0]", "7g.80gb", "75Gi 80Gi nominal - 5Gi headroom namespaces[0].headroom.profiles.7g.80gb"),
        ("namespaces[0]", "1g.10gb", "9.5Gi fixed by the policy limits.1g.10gb"),
        ("namespaces[1]", "3g.40gb", "34.25Gi 39.25Gi usable on A100 80GB - 5Gi reserve namespaces[1].reserve"),
    ])
    func aRowSaysWhatDecides(section: String, profile: String, row: String) throws {
        #expect(line(profile, in: try explanation(Self.yaml).text, section: section) == "\(profile) \(row)")
    }

    @Test func whatARuleInheritsIsNotItsOwn() throws {
        let text = try explanation("headroom: {profiles: {3g.40gb: 5Gi}}\nnamespaces: [{names: [a], actions: {}}]").text
        #expect(
            line("3g.40gb", in: text, section: "namespaces[0]")
                == "3g.40gb 35Gi 40Gi nominal - 5Gi headroom headroom.profiles.3g.40gb"
        )
    }

    @Test func theGPUsOfARuleHaveItsProfilesOnly() throws {
        let text = try explanation(Self.yaml).text
        #expect(line("7g.94gb", in: text, section: "every other namespace") != nil)
        #expect(line("7g.94gb", in: text, section: "namespaces[1]") == nil)
    }

    @Test func aPolicyThatCannotBeUsedIsNotExplained() {
        #expect(throws: ConfigurationError.self) { try explanation("reserve: x") }
    }
}
