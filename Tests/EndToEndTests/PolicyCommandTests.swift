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
