import Foundation
import TestSupport
import Testing

/// `mig-gate check` and `/validate` say the same about the same object: the built program against itself.
@Suite struct CheckParityTests {
    /// Manifests on disk, each as JSON and as the YAML that another emitter makes of it.
    private struct Manifests {
        private let folder: TemporaryFolder
        private let count: Int

        init(_ objects: [[String: Any]]) throws {
            folder = try TemporaryFolder()
            count = objects.count
            for (number, object) in objects.enumerated() {
                try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
                    .write(to: folder.url.appendingPathComponent("\(number).json"))
            }
            let emitter = """
                import json, pathlib, re, sys, yaml
                # What YAML 1.2 and Kubernetes read as a number (45e9), but YAML 1.1 does not: a text like that needs quotes.
                like_number = re.compile(r"^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
                yaml.CSafeDumper.add_implicit_resolver("!number", like_number, list("-+.0123456789"))
                for number, path in enumerate(sorted(pathlib.Path(sys.argv[1]).glob("*.json"))):
                    text = yaml.dump(
                        json.loads(path.read_text()), Dumper=yaml.CSafeDumper, allow_unicode=number % 2 == 0, sort_keys=False,
                        default_flow_style=[False, None, True][number % 3], width=[80, 1000][number // 3 % 2],
                    )
                    path.with_suffix(".yaml").write_text(text)
                """
            let output = try TestPython.run(["-c", emitter, folder.url.path])
            try #require(output.status == 0, "\(output.standardError)")
        }

        /// What the check finds in each manifest written as `ending`, in order.
        func findings(_ ending: String, _ arguments: [String]) throws -> [[CheckedReport.Finding]] {
            let paths = (0..<count).map { folder.path("\($0).\(ending)") }
            let report = try CheckProgram.report(arguments + paths)
            #expect(report.problems == [])
            #expect(report.summary.files == count)
            let findings = Dictionary(grouping: report.findings, by: \.file)
            return paths.map { findings[$0] ?? [] }
        }
    }

    /// Who asks, where, under what policy.
    struct Situation: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var policy = "{}"
        var user = ""
        var groups: [String] = []
        var namespace = "default"

        var arguments: [String] {
            ["--namespace", namespace, "--as", user] + groups.flatMap { ["--as-group", $0] }
        }

        static let all = [
            Situation(testDescription: "the standard policy"),
            Situation(
                testDescription: "rules for namespaces and fixed limits",
                policy: """
                    gpus: [A100 80GB, H200]
                    limits: {3g.40gb: 30Gi}
                    headroom: {default: 10%}
                    namespaces:
                      - names: ["team-a-*"]
                        actions: {ModelTooLarge: audit, SizeUndeclared: ignore, UnknownProfile: warn}
                      - objectSelector: {matchLabels: {tier: experimental}}
                        headroom: {default: 0}
                        actions: {BadCount: warn, SizeUnreadable: audit}
                    """,
                namespace: "team-a-default"
            ),
            Situation(
                testDescription: "overrides by a user who may",
                policy: """
                    overrides: {users: [ann], maxDuration: 8760h}
                    sizeSources: {env: [MODEL_SIZE]}
                    parallelismSources: {env: [TP]}
                    """,
                user: "ann"
            ),
            Situation(
                testDescription: "overrides of a group, for too long",
                policy: "overrides: {groups: [sre], maxDuration: 24h}\nactions: {ModelTooLarge: warn}",
                user: "bob",
                groups: ["dev", "sre"]
            ),
            Situation(
                testDescription: "exemptions, and denials of what is not declared",
                policy: """
                    exempt: {namespaces: [legacy, default], users: [robot], groups: []}
                    actions: {SizeUndeclared: deny, ParallelAcrossSlices: deny, MixedGPUAndMIG: audit}
                    workloads:
                      - {group: models.example.com, kind: ModelServer, podTemplates: ["spec.workers[*].template"]}
                    """,
                user: "carol"
            ),
            Situation(
                testDescription: "an exempt user",
                policy: "exempt: {namespaces: [], users: [robot], groups: []}",
                user: "robot"
            ),
        ]
    }

    @Test(arguments: Situation.all)
    func generatedWorkloadsGetOneAnswer(situation: Situation) throws {
        var random = Random(seed: 27)
        let objects =
            (0..<500).map { Workload(number: $0, &random).object } + [Workload.twoOverrides, Workload.tooLarge]
        let folder = try TemporaryFolder()
        let policy = ["--policy", try folder.write(situation.policy, to: "policy.yaml")]
        var reviews = try ReviewBatch()
        for (number, object) in objects.enumerated() {
            try reviews.append(review(of: object, number, situation))
        }
        let certificate = try DevelopmentCertificate()
        let server = try ServerProcess(certificate, policy)
        let answers = try reviews.answers(of: server, trusting: certificate.authority).map {
            AnswerTexts($0).withoutClock
        }
        let manifests = try Manifests(objects)
        for ending in ["json", "yaml"] {
            let findings = try manifests.findings(ending, policy + situation.arguments)
            for (number, found) in findings.enumerated() {
                #expect(AnswerTexts(found).withoutClock == answers[number], "\(ending) of \(objects[number])")
            }
        }
        // The comparison is of something.
        if situation.user != "robot" {
            #expect(answers.count { $0.decision == "deny" } > 100)
            #expect(answers.count { $0.denial?.hasSuffix(" more") ?? false } > 0)
            #expect(
                answers.last?.denial?.hasPrefix("the object asks for") ?? false,
                "\(String(describing: answers.last))"
            )
        }
        #expect(answers.contains { !$0.override.isEmpty } == (situation.user == "ann"))
    }

    private func review(of object: [String: Any], _ number: Int, _ situation: Situation) throws -> Data {
        let metadata = object["metadata"] as? [String: Any] ?? [:]
        let namespace = metadata["namespace"] as? String ?? situation.namespace
        let apiVersion = (object["apiVersion"] as? String ?? "").split(separator: "/")
        let request: [String: Any] = [
            "uid": "\(number)",
            "kind": [
                "group": apiVersion.count == 2 ? String(apiVersion[0]) : "", "version": String(apiVersion.last ?? ""),
                "kind": object["kind"] ?? "",
            ],
            "operation": "CREATE",
            "namespace": Workload.isClusterScoped(object) ? "" : namespace,
            "userInfo": ["username": situation.user, "groups": situation.groups],
            "object": object,
        ]
        return try JSONSerialization.data(
            withJSONObject: ["apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": request],
            // Findings come in the order of the text, which is the manifest's then.
            options: .sortedKeys
        )
    }

    @Test func recordedReviewsGetOneAnswer() throws {
        let certificate = try DevelopmentCertificate()
        let policy = ["--policy", "manifests/policy.yaml"]
        let server = try ServerProcess(
            certificate,
            ["--policy", Repository.file("manifests/policy.yaml").path]
        )
        var reviews = try ReviewBatch()
        var requests: [[String: Any]] = []
        for recorded in RecordedReview.all {
            let body = Data(try recorded.body)
            let review = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
            let request = try #require(review["request"] as? [String: Any])
            // Whoever creates the subresource of an object has no manifest of it.
            guard request["operation"] as? String == "CREATE", request["subResource"] == nil else { continue }
            try reviews.append(body)
            requests.append(request)
        }
        #expect(requests.count >= 30)
        let answers = try reviews.answers(of: server, trusting: certificate.authority)
        for (request, answer) in zip(requests, answers) {
            let object = try #require(request["object"] as? [String: Any])
            let user = try #require(request["userInfo"] as? [String: Any])
            let groups = user["groups"] as? [String] ?? []
            let arguments =
                [
                    "--namespace", request["namespace"] as? String ?? "", "--as", user["username"] as? String ?? "",
                ] + groups.flatMap { ["--as-group", $0] }
            let manifests = try Manifests([object])
            for ending in ["json", "yaml"] {
                let findings = try manifests.findings(ending, policy + arguments)[0]
                #expect(AnswerTexts(findings) == AnswerTexts(answer), "\(ending) of \(object)")
                #expect(findings.contains { $0.action == "deny" } == !answer.response.allowed)
            }
        }
    }
}
