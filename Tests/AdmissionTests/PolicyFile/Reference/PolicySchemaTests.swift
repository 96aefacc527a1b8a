import Foundation
import TestSupport
import Testing

@testable import Admission

@Suite struct PolicySchemaTests {
    /// Says for each policy what the schema has against it, by the jsonschema of Debian's Python; nothing if it is valid.
    private func verdicts(on policies: [String]) throws -> [[String]] {
        let program = """
            import json, sys, jsonschema, yaml
            question = json.load(sys.stdin)
            schema = json.loads(question["schema"])
            jsonschema.Draft7Validator.check_schema(schema)
            validator = jsonschema.Draft7Validator(schema)
            json.dump([[error.message for error in validator.iter_errors(yaml.safe_load(policy))]
                       for policy in question["policies"]], sys.stdout)
            """
        let question = try JSONEncoder().encode(Question(schema: PolicySchema.text, policies: policies))
        let output = try Command.run("/usr/bin/python3", ["-c", program], input: Array(question))
        try #require(output.status == 0, "\(output.standardError)")
        return try JSONDecoder().decode([[String]].self, from: Data(output.standardOutput.utf8))
    }

    private struct Question: Encodable {
        let schema: String
        let policies: [String]
    }

    private func isRead(_ yaml: String) -> Bool {
        (try? PolicySettings(yaml: yaml, file: "policy.yaml")) != nil
    }

    @Test func theShippedSchemaIsTheOneOfThisProgram() throws {
        let file = Repository.file("manifests/policy.schema.json")
        if Golden.isUpdating {
            try Data("\(PolicySchema.text)\n".utf8).write(to: file)
        }
        #expect(try Repository.text("manifests/policy.schema.json") == "\(PolicySchema.text)\n", "UPDATE_GOLDEN=1")
    }

    @Test func whatTheReaderTakesIsValid() throws {
        let examples = try Manual.read().policies.map(\.text)
        let policies = examples + [try Repository.text("manifests/policy.yaml")] + Self.good
        for (policy, verdict) in zip(policies, try verdicts(on: policies)) {
            #expect(isRead(policy), "\(policy)")
            #expect(verdict == [], "\(policy)")
        }
    }

    @Test func whatIsNotValidTheReaderRefuses() throws {
        for (policy, verdict) in zip(Self.bad, try verdicts(on: Self.bad)) {
            #expect(!isRead(policy), "\(policy)")
            #expect(!verdict.isEmpty, "\(policy)")
        }
    }

    @Test func everyKeyIsDescribed() throws {
        let text = PolicySchema.text
        for place in PolicyReference.places {
            let title = "\"title\": \"\(place.key.name)\",\n"
            #expect(text.contains(title), "\(place.path)")
            #expect(text.contains("\"description\": \"\(place.key.summary.replacing("\"", with: "\\\""))\""))
        }
    }
}

// MARK: - Policies

extension PolicySchemaTests {
    static let good = [
        "{}", "reserve: 0", "reserve: 1073741824", "reserve: .5Gi", "reserve: +1Gi", "reserve: 1e6", "reserve: 1000m",
        "headroom: {default: 0%}", "headroom: {default: 99%, profiles: {3g.39gb: 1Gi, 1g.10gb+me: 5}}",
        "limits: {3g.40gb: 1}", "gpus: [NVIDIA-A100-SXM4-80GB, rtx pro 6000]",
        "namespaces: [{names: ['*']}]", "namespaces: [{names: [123, 'a?b*']}]",
        "namespaces: [{objectSelector: {matchLabels: {a: '', b: 1, c: true, d: }}}]",
        "namespaces: [{objectSelector: {matchExpressions: [{key: a, operator: NotIn, values: ['']}]}}]",
        "namespaces: [{names: [], objectSelector: {matchExpressions: [{key: a, operator: Exists, values: []}]}}]",
        "exempt: {users: ['*:ci', alice], groups: [], namespaces: [a-*, '???']}",
        "overrides: {maxDuration: 1h30m, controllers: []}", "overrides: {maxDuration: 1.5h}",
        "sizeSources: {annotations: [a.b-c/d.e], env: [A_B, a.b]}",
        "workloads: [{group: '', kind: K, podSpecs: ['a.b[*].c{*}{*}']}]",
    ]

    static let bad = [
        "", "[]", "deny", "reserv: 1Gi", "reserve: 1GiB", "reserve: -1Gi", "reserve: -1", "reserve: 1.5", "reserve: 5%",
        "reserve: [1Gi]", "reserve:", "reserve: ''", "reserve: true", "reserve: 1 Gi", "headroom: 1Gi",
        "headroom: {standard: 1Gi}", "headroom: {default: 100%}", "headroom: {default: 5.5%}",
        "headroom: {default: -1%}",
        "headroom: {profiles: {3g.41gb: 1Gi}}", "headroom: {profiles: {nvidia.com/mig-3g.40gb: 1Gi}}",
        "headroom: {profiles: {3g.40gb: 2GB}}", "headroom: {profiles: [3g.40gb]}", "limits: {3g.40gb: 0}",
        "limits: {3g.40gb: 0Gi}", "limits: {3g.40gb: 5%}", "gpus: A100", "gpus:", "gpus: ['']", "gpus: [[A100]]",
        "actions: {ModelTooLarge: Deny}", "actions: {ModelTooLarge: true}", "actions: {TooLarge: deny}",
        "actions: [deny]",
        "namespaces: {names: [a]}", "namespaces: [{}]", "namespaces: [{names: []}]", "namespaces: [{names: [A]}]",
        "namespaces: [{names: [a], exempt: {}}]", "namespaces: [{names: [a.b]}]",
        "namespaces: [{reserve: 1Gi, objectSelector: {matchLabels: {}}}]",
        "namespaces: [{names: [\(String(repeating: "a", count: 64))]}]",
        "namespaces: [{objectSelector: {matchLabels: {a: [b]}}}]",
        "namespaces: [{objectSelector: {matchExpressions: [{key: a}]}}]",
        "namespaces: [{objectSelector: {matchExpressions: [{key: a, operator: In}]}}]",
        "namespaces: [{objectSelector: {matchExpressions: [{key: a, operator: In, values: []}]}}]",
        "namespaces: [{objectSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}]",
        "namespaces: [{objectSelector: {matchExpressions: [{key: a, operator: Is}]}}]",
        "namespaces: [{names: [a], actions: {BadCount: no}}]", "exempt: {users: ['*']}", "exempt: {groups: ['**?']}",
        "exempt: {namespaces: [Team]}", "exempt: {namespaces: ['*']}", "exempt: {people: []}",
        "overrides: {maxDuration: 7d}", "overrides: {maxDuration: 72}", "overrides: {maxDuration: -1h}",
        "overrides: {users: '*'}", "sizeSources: {annotations: [size]}",
        "sizeSources: {annotations: [Example.com/size]}",
        "sizeSources: {annotations: [a/b/c]}", "sizeSources: {annotations: [a/\(String(repeating: "b", count: 64))]}",
        "sizeSources: {env: [A=B]}", "sizeSources: {env: ['A B']}", "sizeSources: {annotation: [a/b]}",
        "parallelismSources: {env: X}", "workloads: [{group: g}]", "workloads: [{group: g, kind: K}]",
        "workloads: [{group: g, kind: K, podSpecs: []}]", "workloads: [{group: g/v1, kind: K, podSpecs: [a]}]",
        "workloads: [{group: v1, kind: K, podSpecs: [a]}]", "workloads: [{group: g, kind: '', podSpecs: [a]}]",
        "workloads: [{group: g, kind: K, podSpecs: [a..b]}]", "workloads: [{group: g, kind: K, podSpecs: ['a[0]']}]",
        "workloads: [{group: g, kind: K, podSpec: [a]}]",
        "gpus: [\(Array(repeating: "A100", count: 257).joined(separator: ", "))]",
    ]
}
