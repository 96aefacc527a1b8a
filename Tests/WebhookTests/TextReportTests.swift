import Admission
import Kubernetes
import Testing

@testable import Webhook

@Suite struct TextReportTests {
    /// GitHub's runner looks for commands in whatever a step prints.
    @Test func aPathIsNoCommand() throws {
        let check = ManifestCheck(policy: Policy(.standard), requester: .nobody, namespace: "default")
        let yaml = """
            apiVersion: example.com/v1
            kind: Any
            metadata: {name: x, annotations: {mig-gate.io/model-size: 50Gi}}
            "::stop-commands::x": {resources: {limits: {nvidia.com/mig-3g.40gb: 1}}}
            """
        check.check(Array(yaml.utf8), file: "any.yaml")
        let text = try check.report.written(as: .text, ReportStyle(isStrict: false, isColoured: false))
        #expect(text.contains(#"  \u{3a}:stop-commands::x.resources: model of 50Gi"#), "\(text)")
        #expect(!text.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") })
    }
}
