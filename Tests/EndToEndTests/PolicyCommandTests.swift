import Foundation
import TestSupport
import Testing

@Suite struct PolicyCommandTests {
    private func policy(_ arguments: [String], input: String = "") throws -> Command.Output {
        try Command.run(Repository.executable.path, ["policy"] + arguments, input: Array(input.utf8))
    }

    @Test func aFineFileGetsOneLine() throws {
        let folder = try TemporaryFolder()
        let own = try folder.write(
            """
            headroom: {default: 2Gi, profiles: {3g.40gb: 10%}}
            namespaces: [{names: [a]}, {names: [b]}, {names: [c]}]
            limits: {1g.10gb: 8Gi, 2g.20gb: 18Gi}
            actions: {ModelTooLarge: warn}
            overrides: {groups: [oncall], users: [alice]}
            """,
            to: "policy.yaml"
        )
        let standard = Repository.file("manifests/policy.yaml").path
        let output = try policy(["check", own, standard])
        #expect(output.status == 0)
        #expect(
            output.standardOutput == """
                \(own): fine: 3 namespace rules, 1 headroom by profile, 2 fixed limits, 1 changed action, 2 patterns for \
                overriders, its own headroom.default
                \(standard): fine: everything at its standard value

                """
        )
        #expect(output.standardError == "")
    }

    @Test func allProblemsAreToldAtOnce() throws {
        let folder = try TemporaryFolder()
        let first = try folder.write("reserve: 1GiB\nreserv: 1\n", to: "first.yaml")
        let second = try folder.write("gpus: A100", to: "second.yaml")
        let output = try policy(["check", first, second])
        #expect(output.status == 1)
        #expect(
            output.standardOutput == """
                \(first):1: reserve: "1GiB" is no quantity: write 1Gi
                \(first):2: reserv: unknown key; did you mean reserve?
                \(second):1: gpus: here stands the value "A100", not a list; write [A100]

                """
        )
    }

    @Test func whatCannotBeReadIsWorse() throws {
        let folder = try TemporaryFolder()
        let broken = try folder.write("reserve: x", to: "broken.yaml")
        let output = try policy(["check", folder.path("none.yaml"), broken, folder.url.path])
        #expect(output.status == 2)
        #expect(output.standardOutput.hasPrefix("\(broken):1: reserve: "))
        #expect(
            output.standardError == """
                Error: \(folder.path("none.yaml")): the policy cannot be read: there is no such file
                Error: \(folder.url.path): the policy cannot be read: it is a directory

                """
        )
    }

    @Test(arguments: [
        ("{}", "stdin: fine: everything at its standard value\n", Int32(0)),
        ("kind: ConfigMap\ndata:\n  p.yaml: |\n    reserve: 512Mi\n", "stdin: fine: its own reserve\n", 0),
        ("kind: ConfigMap\ndata:\n  p.yaml: |\n    gpu: []\n", "stdin:4: gpu: unknown key; did you mean gpus?\n", 1),
    ])
    func standardInputIsAFile(input: String, text: String, status: Int32) throws {
        let output = try policy(["check", "-"], input: input)
        #expect(output.standardOutput == text)
        #expect(output.status == status)
    }

    @Test(arguments: [["check"], ["check", "-", "-"], ["chek"]])
    func whoWritesSomethingElseIsToldHow(arguments: [String]) throws {
        let output = try policy(arguments)
        #expect(output.status == 64)
        #expect(output.standardError.contains("Usage: mig-gate policy"))
    }

    @Test func theSchemaIsTheShippedOne() throws {
        let output = try policy(["schema"])
        #expect(output.status == 0)
        #expect(output.standardOutput == (try Repository.text("manifests/policy.schema.json")))
    }
}

/// What a policy comes to, and what becomes different with another.
@Suite struct PolicyComparisonCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func policy(_ arguments: [String], input: String = "") throws -> Command.Output {
        try Command.run(Repository.executable.path, ["policy"] + arguments, input: Array(input.utf8))
    }

    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: llm, namespace: ml, annotations: {mig-gate.io/model-size: 38Gi}}
        spec: {containers: [{name: llm, resources: {limits: {nvidia.com/mig-3g.40gb: 1}}}]}
        """

    @Test(arguments: [("2Gi", Int32(1)), ("1Gi", 0)])
    func aDumpIsJudgedUnderBoth(headroom: String, status: Int32) throws {
        let old = try folder.write("{}", to: "old.yaml")
        let new = try folder.write("headroom: {default: \(headroom)}", to: "new.yaml")
        let output = try policy(["diff", old, new, "-f", "-"], input: Self.pod)
        #expect(output.status == status)
        let line = "clears 39Gi by 1Gi, then equals 38Gi"
        #expect(output.standardOutput.contains(line) == (status == 1), "\(output.standardOutput)")
        #expect(try policy(["diff", old, new, "--output", "json"]).standardOutput.hasPrefix("{"))
    }

    @Test func whatCannotBeUsedIsToldApartFromDenials() throws {
        let good = try folder.write("{}", to: "good.yaml")
        let bad = try folder.write("reserve: x", to: "bad.yaml")
        let none = folder.path("none")
        for arguments in [["diff", good, bad], ["diff", bad, good], ["explain", bad], ["explain", none]] {
            let output = try policy(arguments)
            #expect(output.status == 2, "\(arguments)")
            #expect(output.standardError.hasPrefix("Error: \(folder.url.path)/"), "\(output.standardError)")
            #expect(output.standardOutput.isEmpty)
        }
        let missing = try policy(["diff", good, good, "-f", folder.path("none.json")])
        #expect(missing.status == 2)
        #expect(missing.standardOutput.contains("the file cannot be read: there is no such file"))
    }

    @Test func aPolicyIsExplained() throws {
        let file = try folder.write("limits: {3g.40gb: 38Gi}", to: "policy.yaml")
        let output = try policy(["explain", file])
        #expect(output.status == 0)
        #expect(output.standardOutput.contains("limits.3g.40gb"))
        let json = try policy(["explain", file, "--output", "json"]).standardOutput
        #expect(json.contains(#""decidedBy" : "limits.3g.40gb""#))
    }
}
