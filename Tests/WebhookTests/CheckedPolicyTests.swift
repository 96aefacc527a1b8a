import Admission
import Kubernetes
import Testing

@testable import Webhook

/// What the webhook guards, check guards: the ConfigMap of a policy.
@Suite struct CheckedPolicyTests {
    private func report(_ yaml: String) -> CheckReport {
        let check = ManifestCheck(policy: Policy(.standard), requester: .nobody, namespace: "default")
        check.check(Array(yaml.utf8), file: "map.yaml")
        return check.report
    }

    private func map(_ policy: String, label: String = "true") -> String {
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: policy, namespace: mig-gate, labels: {mig-gate.io/policy: "\(label)"}}
        data: {policy.yaml: "\(policy)"}
        """
    }

    @Test func aPolicyThatCannotBeUsedIsDeniedInTheWebhooksWords() throws {
        let report = report(map("reserve: x\\ncolour: red"))
        #expect(report.exitStatus(isStrict: false) == 1)
        let finding = try #require(report.objects.first?.findings.first)
        #expect(finding.code == "PolicyUnusable")
        // Where the text of the policy stands.
        #expect(finding.line == 4)
        let answer = Route().post(
            ReviewText.review(
                kind: #"{"group":"","version":"v1","kind":"ConfigMap"}"#,
                object: """
                    {"metadata":{"name":"policy","labels":{"mig-gate.io/policy":"true"}},\
                    "data":{"policy.yaml":"reserve: x\\ncolour: red"}}
                    """
            ).replacing(#""namespace":"ml""#, with: #""namespace":"mig-gate""#)
        )
        // JSON's quotation marks and ends of lines.
        let message = finding.message.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        #expect(answer.text.contains(message), "\(message) in \(answer.text)")
        let style = ReportStyle(isStrict: false, isColoured: false)
        #expect(try report.written(as: .text, style).contains("\n  ConfigMap"))
    }

    @Test(arguments: ["true", "false"])
    func whatIsFineIsNotCounted(label: String) {
        let report = report(map(label == "true" ? "{}" : "reserve: x", label: label))
        #expect(report.exitStatus(isStrict: false) == 0)
        #expect(report.summary.contains("0 denied, 0 warnings; 0 GPU containers in 0 of 1 objects, 1 file"))
    }

    /// The webhook admits what asks for no slice without a look, and so it cannot be in the way of check.
    @Test func wholeGPUsAreNoneOfItsBusiness() {
        let deep = String(repeating: "{a: ", count: 140) + "1" + String(repeating: "}", count: 140)
        let report = report(
            """
            apiVersion: example.com/v1
            kind: Any
            metadata: {name: x, namespace: kube-system}
            spec: {deep: \(deep), containers: [{name: a, resources: {limits: {nvidia.com/gpu: 1}}}]}
            """
        )
        #expect(report.objects.allSatisfy { $0.findings.isEmpty && $0.exemption == nil })
    }
}
