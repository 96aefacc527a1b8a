import Foundation
import TestSupport
import Testing

/// What a report looks like in each format, and that nothing in a manifest can break one.
@Suite struct CheckReportTests {
    private static let formats = ["text", "json", "sarif", "github", "junit"]

    /// Denials, warnings, what is under audit, an override, an exemption and a document that cannot be read.
    private static let policy = """
        actions: {UnknownProfile: audit, MixedGPUAndMIG: audit}
        overrides: {users: [ann], maxDuration: 8760h}
        exempt: {namespaces: [monitoring], users: [], groups: []}
        """

    private static let overridden = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: overridden
          annotations:
            mig-gate.io/model-size: 50Gi
            mig-gate.io/override-until: UNTIL
            mig-gate.io/override-reason: "INC-1: measured, 37 GiB"
        spec:
          containers:
          - name: llm
            resources: {limits: {nvidia.com/mig-3g.40gb: 1}}
        """

    @Test func reportsStayAsTheyAre() throws {
        let folder = try TemporaryFolder()
        let policy = try folder.write(Self.policy, to: "policy.yaml")
        let until = (Date.now + 24 * 3600).formatted(.iso8601)
        let pod = Self.overridden.replacing("UNTIL", with: until)
        var reports: [String: String] = [:]
        for format in Self.formats {
            let output = try CheckProgram.run(
                ["--output", format, "--policy", policy, "--as", "ann", "Tests/Fixtures/manifests/core"]
                    + ["Tests/Fixtures/manifests/streams/broken.yaml", "-"],
                input: Array(pod.utf8)
            )
            #expect(output.status == 2)
            #expect(output.standardError == "")
            #expect(output.standardOutput.contains(until))
            // A golden text ends with a newline of its own.
            reports[format] = String(output.standardOutput.dropLast()).replacing(until, with: "UNTIL")
        }
        try Golden("Tests/EndToEndTests/Golden/check").check(reports)
    }

    @Test func sarifIsValid() throws {
        let output = try CheckProgram.run(["--output", "sarif", "Tests/Fixtures/manifests", "nowhere.yaml"])
        try expectSARIF(output.standardOutput)
        let log = try #require(
            try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any]
        )
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        let report = try CheckProgram.report(["Tests/Fixtures/manifests", "nowhere.yaml"])
        #expect(results.map { $0["ruleId"] as? String } == report.findings.map(\.code))
        let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
        let rules = Set((driver?["rules"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String })
        #expect(rules.isSuperset(of: report.findings.map(\.code)))
    }

    /// Names that try to end what stands around them.
    private static let hostile = [
        "]]>", "<!-- & -->", "%0A%25", "::error::x", "a,b:c", "line\nline", "cr\r\nlf", "tab\tx",
        "\u{1B}[31mred\u{1B}[0m",
        "\u{7}\u{8}\u{0}", "🚀 \u{202E}gnal\u{2066}", "\u{FFFE}\u{FFFF}", "é\u{301}", "\"'`$(id)\\", "\u{2028}\u{85}",
    ]

    /// Objects with those names everywhere a report repeats one; each asks for a profile of that name.
    private func hostileObjects() throws -> Data {
        let items = Self.hostile.map { name -> [String: Any] in
            [
                "apiVersion": "\(name)/v1", "kind": name,
                "metadata": ["name": name, "namespace": name, "annotations": ["mig-gate.io/model-size": name]],
                "spec": [
                    "containers": [["name": name, "resources": ["limits": ["nvidia.com/mig-\(name)": name]]]]
                ],
            ]
        }
        return try JSONSerialization.data(withJSONObject: ["apiVersion": "v1", "kind": "List", "items": items])
    }

    @Test(arguments: formats)
    func hostileNamesBreakNoFormat(format: String) throws {
        let folder = try TemporaryFolder()
        let names = [
            "]]><&\".yaml", "%0A::error::.yaml", "\u{1B}[31m.yaml", "a\nb\tc\rd\r\ne\u{9B}3m.yaml", "ü: 🚀,#?.yaml",
        ]
        for name in names {
            try hostileObjects().write(to: folder.url.appendingPathComponent(name))
        }
        _ = try folder.write("a: [", to: "\u{1B}]0;broken\u{7}.yaml")
        let output = try CheckProgram.run(["--output", format, folder.url.path])
        #expect(output.status == 2)
        #expect(output.standardError == "")
        let text = output.standardOutput
        // Nothing that a terminal would obey.
        #expect(
            text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" }
                && !text.unicodeScalars.contains("\u{202E}"),
            "\(text.debugDescription)"
        )
        let report = try CheckProgram.report([folder.url.path])
        #expect(report.findings.count >= names.count * Self.hostile.count)
        #expect(Set(report.findings.map { $0.file }) == Set(names.map(folder.path)))
        try expectWellFormed(text, format, report, in: folder)
    }

    private func expectWellFormed(
        _ text: String,
        _ format: String,
        _ report: CheckedReport,
        in folder: TemporaryFolder
    ) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        switch format {
        case "json": break
        case "text":
            // Three lines for each: place, message, blank.
            #expect(lines.count == 3 * (report.findings.count + report.problems.count) + 2)
            for line in lines.dropLast(2) {
                #expect(line.isEmpty || line.hasPrefix("  ") || line.hasPrefix("\(folder.url.path)/"))
            }
        case "sarif":
            try expectSARIF(text)
        case "github":
            #expect(lines.count == report.findings.count + report.problems.count + 2)
            for (line, finding) in zip(lines.dropFirst(report.problems.count), report.findings) {
                let command = try #require(GitHubCommand(line))
                #expect(command.name == "error")
                #expect(command.properties["file"] == Self.printable(finding.file))
                #expect(command.properties["line"] == "\(finding.line)")
                #expect(command.properties["title"]?.hasPrefix("\(finding.code) in ") ?? false)
                #expect(command.message == finding.message)
            }
        default: try expectJUnit(text, report)
        }
    }

    /// The path with a character of its own for what a format cannot write out: XML nothing below U+0020 but blanks, a
    /// workflow command no control character but the ends of lines.
    private static func printable(_ path: String, keeping kept: String = "") -> String {
        var printable = ""
        for scalar in path.unicodeScalars {
            let isKept =
                scalar.properties.generalCategory != .control || "\t\r\n\(kept)".unicodeScalars.contains(scalar)
            printable.unicodeScalars.append(isKept ? scalar : "\u{FFFD}")
        }
        return printable
    }

    private func expectSARIF(_ text: String) throws {
        let script = Repository.file("scripts/validate-sarif.py").path
        let validation = try TestPython.run([script], input: Array(text.utf8))
        #expect(validation.status == 0, "\(validation.standardOutput)\(validation.standardError)")
    }

    /// Another parser reads the files, the counts and the messages.
    private func expectJUnit(_ text: String, _ report: CheckedReport) throws {
        let reader = """
            import json, sys, xml.etree.ElementTree as tree
            root = tree.fromstring(sys.stdin.buffer.read())
            print(json.dumps({
                "suites": [suite.get("name") for suite in root],
                "tests": [int(suite.get("tests")) for suite in root],
                "cases": [len(suite.findall("testcase")) for suite in root],
                "failures": [len(suite.findall("testcase/failure")) for suite in root],
                "failed": [int(suite.get("failures")) for suite in root],
                "errors": [len(suite.findall("testcase/error")) for suite in root],
                "text": "\\n".join(failure.text for failure in root.iter("failure")),
            }))
            """
        let output = try TestPython.run(["-c", reader], input: Array(text.utf8))
        #expect(output.status == 0, "\(output.standardError)")
        let read = try JSONDecoder().decode(JUnit.self, from: Data(output.standardOutput.utf8))
        let files = Set(report.findings.map(\.file) + report.problems.map(\.file))
        #expect(Set(read.suites) == Set(files.map { Self.printable($0, keeping: "\u{9B}") }))
        #expect(read.tests == read.cases)
        #expect(read.failures == read.failed)
        #expect(read.errors.reduce(0, +) == report.problems.count)
        for finding in report.findings {
            #expect(read.text.contains("line \(finding.line): deny: \(finding.code): \(finding.message)"))
        }
    }

    private struct JUnit: Decodable {
        let suites: [String]
        let tests: [Int]
        let cases: [Int]
        let failures: [Int]
        let failed: [Int]
        let errors: [Int]
        let text: String
    }

    /// A workflow command as GitHub's runner reads it.
    private struct GitHubCommand {
        let name: String
        var properties: [String: String] = [:]
        let message: String

        init?(_ line: Substring) {
            guard line.hasPrefix("::"), let end = line.dropFirst(2).range(of: "::") else { return nil }
            let head = line.dropFirst(2)[..<end.lowerBound]
            let parts = head.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            name = String(parts[0])
            for property in parts[1].split(separator: ",") {
                let pair = property.split(separator: "=", maxSplits: 1)
                guard pair.count == 2 else { return nil }
                properties[String(pair[0])] = Self.unescaped(String(pair[1]), [("%3A", ":"), ("%2C", ",")])
            }
            message = Self.unescaped(String(line[end.upperBound...]), [])
        }

        private static func unescaped(_ text: String, _ more: [(String, String)]) -> String {
            (more + [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]).reduce(text) { $0.replacing($1.0, with: $1.1) }
        }
    }
}
