import Alerts
import TestSupport
import Testing

@testable import Webhook

/// `docs/alerts.md` has every key as it is, and its examples work.
@Suite struct AlertManualTests {
    /// Rows of the manual's tables of keys: key and standard value.
    private func rows() throws -> [(key: String, standard: String)] {
        try Repository.text("docs/alerts.md").split(separator: "\n").compactMap { line in
            let cells = line.split(separator: " | ", maxSplits: 2)
            guard cells.count == 3, cells[0].hasPrefix("| `"), cells[0].hasSuffix("`") else { return nil }
            return (String(cells[0].dropFirst(3).dropLast()), String(cells[1]))
        }
        .filter { !$0.key.hasPrefix("mig-gate ") && Receiver.Kind(rawValue: $0.key) == nil && !$0.key.contains("`") }
    }

    /// Blocks of YAML.
    private func blocks() throws -> [String] {
        try Repository.text("docs/alerts.md").split(separator: "\n```yaml\n").dropFirst().compactMap { part in
            part.split(separator: "\n```", maxSplits: 1).first.map(String.init)
        }
    }

    /// The keys that the reader says it knows, where it is asked by one that it does not.
    private func keys(at path: String, _ yaml: String) -> [String] {
        let problems = AlertText.problems(yaml.replacing("%", with: "{'0': 1}")) ?? []
        let known = problems.compactMap { problem in
            problem.split(separator: "known are ").dropFirst().first?.split(separator: ", ").map(String.init)
        }
        return (known.first ?? []).map { path + $0 }
    }

    @Test func everyKeyIsInATable() throws {
        let places = [
            ("", "%"), ("receivers[].", "receivers: [%]"), ("receivers[].url.", "receivers: [{url: %}]"),
            ("receivers[].mentions.", "receivers: [{mentions: %}]"),
            ("receivers[].mentions.dingtalk.", "receivers: [{mentions: {dingtalk: %}}]"), ("onCall[].", "onCall: [%]"),
            ("routes[].", "routes: [%]"), ("routes[].objectSelector.", "routes: [{objectSelector: %}]"),
            (
                "routes[].objectSelector.matchExpressions[].",
                "routes: [{objectSelector: {matchExpressions: [%]}}]"
            ),
        ]
        let known = places.flatMap { keys(at: $0.0, $0.1) }
        #expect(known.count > 40)
        #expect(try rows().map(\.key).sorted() == known.sorted())
        // What stands in the manual once.
        #expect(keys(at: "", "receivers: [{secret: %}]") == keys(at: "", "receivers: [{url: %}]"))
        #expect(keys(at: "", "onCall: [{mentions: %}]") == keys(at: "", "receivers: [{mentions: %}]"))
    }

    /// What the tables say counts where a key is left out.
    @Test func standardValuesAreRight() throws {
        let top = ["timeZone", "replicas", "wait", "interval", "repeats", "timeToLive", "onCall"]
        let rows = try rows()
        let value = { (key: String) in
            try #require(rows.first { $0.key == key }).standard.replacing("`", with: "")
        }
        let written = try AlertText.configuration(
            """
            \(try top.map { "\($0): \(try value($0))" }.joined(separator: "\n"))
            cluster: prod
            receivers:
            - {name: a, type: dingtalk, url: {env: A}}
            - name: b
              type: dingtalk
              url: {env: A}
              \(try ["language", "format", "mentions"].map { "\($0): \(try value("receivers[].\($0)"))" }.joined(separator: "\n  "))
            routes:
            - \(try ["namespaces", "objectSelector", "findings", "severities", "continue"]
                .map { "\($0): \(try value("routes[].\($0)"))" }.joined(separator: "\n  "))
              receivers: [a, b]
            """
        )
        let standard = try AlertText.configuration(
            """
            cluster: prod
            receivers: [{name: a, type: dingtalk, url: {env: A}}, {name: b, type: dingtalk, url: {env: A}}]
            routes: [{receivers: [a, b]}]
            """
        )
        let (left, right) = (written.settings, standard.settings)
        #expect(left.timeZone == right.timeZone && left.replicas == right.replicas && left.wait == right.wait)
        #expect(left.interval == right.interval && left.repeats == right.repeats && left.timeToLive == right.timeToLive)
        #expect(left.receivers == right.receivers)
        for severity in Severity.allCases {
            let receivers = { (configuration: AlertConfiguration) in
                configuration.routes.matching(namespace: "x", object: nil).receivers(
                    code: "BadCount",
                    severity: severity
                )
            }
            #expect(receivers(written) == receivers(standard))
        }
    }

    /// Parts of a file are made whole with what the others have.
    @Test func everyExampleWorks() throws {
        let names = ["alertmanager", "ml-feishu", "ops-dingtalk"]
        let receivers = names.map { "{name: \($0), type: slack, url: {env: A}}" }.joined(separator: ", ")
        let blocks = try blocks().filter { !$0.hasPrefix("# part of") }
        #expect(blocks.count >= 9)
        for block in blocks {
            var text = block
            if !block.contains("receivers:\n") {
                text += "\nreceivers: [\(receivers)]"
            }
            if !block.contains("cluster:") {
                text += "\ncluster: prod"
            }
            if !block.contains("routes:"), !block.contains("defaultReceiver:") {
                let name = block.firstMatch(of: #/- name: (\S+)/#).map { String($0.1) }
                text += "\nroutes: [{receivers: [\(name ?? names.joined(separator: ", "))]}]"
            }
            #expect(throws: Never.self, "\(text)") { try AlertText.configuration(text) }
        }
    }

    @Test func everyTypeOfReceiverIsTold() throws {
        let text = try Repository.text("docs/alerts.md")
        #expect(Receiver.Kind.allCases.allSatisfy { text.contains("`\($0.rawValue)`") })
    }
}
