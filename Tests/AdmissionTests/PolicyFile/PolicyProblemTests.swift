import Admission
import MIG
import Testing

/// The lines that an operator reads of a policy that cannot be used; nil if it can.
func problems(_ yaml: String) -> [String]? {
    do {
        _ = try PolicySettings(yaml: yaml, file: "policy.yaml")
        return nil
    } catch {
        return "\(error)".split(separator: "\n").map(String.init)
    }
}

/// What an operator reads of a policy that cannot be used.
@Suite struct PolicyProblemTests {
    @Test(arguments: [
        ("headroom:\n  default: 1GiB", #"2: headroom.default: "1GiB" is no quantity: write 1Gi"#),
        ("reserve: plenty", #"1: reserve: "plenty" is no quantity: write an amount such as 1Gi or 512Mi"#),
        ("reserve: -1Gi", #"1: reserve: "-1Gi" is negative: write an amount of zero or more"#),
        ("reserve: 5%", #"1: reserve: "5%" is no quantity: write an amount such as 1Gi or 512Mi"#),
        ("reserve: [1Gi]", "1: reserve: here stands a list, not a single value"),
        ("reserve: {a: 1Gi}", "1: reserve: here stands a mapping, not a single value"),
        ("reserve:", "1: reserve: no value; leave the key out for its standard value"),
        ("reserve: ~", "1: reserve: no value; leave the key out for its standard value"),
        ("reserve: null", "1: reserve: no value; leave the key out for its standard value"),
        (#"reserve: """#, "1: reserve: no value; leave the key out for its standard value"),
        (#"reserve: "null""#, #"1: reserve: "null" is no quantity: write an amount such as 1Gi or 512Mi"#),
        (
            "headroom:\n  default: 100%",
            #"2: headroom.default: "100%" is no share: write whole per cent from 0% to 99%"#
        ),
        (
            "headroom:\n  default: 5.5%",
            #"2: headroom.default: "5.5%" is no share: write whole per cent from 0% to 99%"#
        ),
        ("headroom:\n  default: -1%", #"2: headroom.default: "-1%" is no share: write whole per cent from 0% to 99%"#),
        ("headroom: 1Gi", "1: headroom: here stands a single value; write headroom: {default: 1Gi}"),
        ("headroom:\n  default: +5%", #"2: headroom.default: "+5%" is no share: write whole per cent from 0% to 99%"#),
        (
            "headroom:\n  default: 500Gi",
            "2: headroom.default: 500Gi leaves nothing of the 278Gi that 7g.278gb has"
        ),
        ("reserve: 1Ti", "1: reserve: 1024Gi leaves nothing of the 278Gi that 7g.278gb has"),
        ("headroom:", "1: headroom: here stands nothing, not a mapping of keys to values"),
        ("headroom: [1Gi]", "1: headroom: here stands a list, not a mapping of keys to values"),
        ("headroom:\n  standard: 1Gi", "2: headroom.standard: unknown key; known are default, profiles"),
    ])
    func amountsAreReadStrictly(yaml: String, problem: String) {
        #expect(problems(yaml) == ["policy.yaml:\(problem)"])
    }

    @Test(arguments: [
        (
            "\n  profiles:\n    3g.41gb: 2Gi",
            #"3: headroom.profiles.3g.41gb: no GPU of the catalogue has a profile "3g.41gb"; did you mean 3g.40gb?"#
        ),
        (
            "\n  profiles:\n    1g.10gb.me: 2Gi",
            #"3: headroom.profiles.1g.10gb.me: no GPU of the catalogue has a profile "1g.10gb.me"; did you mean 1g.10gb+me?"#
        ),
        (
            "\n  profiles:\n    nvidia.com/mig-3g.40gb: 2Gi",
            """
            3: headroom.profiles.nvidia.com/mig-3g.40gb: no GPU of the catalogue has a profile \
            "nvidia.com/mig-3g.40gb"; did you mean 3g.40gb?
            """
        ),
        (
            "\n  profiles:\n    3g.40gb: 2Gi\n    3g.39gb: 1Gi",
            """
            4: headroom.profiles.3g.39gb: "3g.39gb" is a former name of 3g.40gb, which has its amount: keep one of both
            """
        ),
        (
            "\n  profiles:\n    everything: 2Gi",
            #"3: headroom.profiles.everything: no GPU of the catalogue has a profile "everything""#
        ),
        (
            "\n  profiles:\n    3g.40gb: 40Gi",
            "3: headroom.profiles.3g.40gb: 40Gi leaves nothing of the 40Gi that 3g.40gb has"
        ),
        (
            "\n  profiles:\n    3g.40gb: 2GB",
            #"3: headroom.profiles.3g.40gb: "2GB" is no quantity: write 2G"#
        ),
        (
            "\n  profiles: [3g.40gb]",
            "2: headroom.profiles: here stands a list, not a mapping of keys to values"
        ),
        (
            "\n  profiles:\n    [3g.40gb]: 1Gi",
            "3: headroom.profiles: a key is a list, not a name"
        ),
    ])
    func headroomIsOfProfilesThatExist(yaml: String, problem: String) {
        #expect(problems("headroom:" + yaml) == ["policy.yaml:\(problem)"])
    }

    @Test func anUnknownGPUIsAnsweredWithTheKnownOnes() {
        let known = Catalogue.shipped.gpus.map(\.name).joined(separator: ", ")
        #expect(
            problems("gpus:\n- A100\n- L40S") == [
                """
                policy.yaml:3: gpus[1]: no GPU is called "L40S"; known are their nvidia.com/gpu.product labels and \(known)
                """
            ]
        )
    }

    @Test(arguments: [
        ("gpus: A100", #"1: gpus: here stands the value "A100", not a list; write [A100]"#),
        ("gpus:", "1: gpus: here stands nothing, not a list; write []"),
        ("gpus: {A100: 1}", "1: gpus: here stands a mapping, not a list; write […]"),
        ("gpus:\n- A100\n- [H200]", "3: gpus[1]: here stands a list, not a single value"),
        ("gpus:\n- A100\n-", "3: gpus[1]: no value; leave the key out for its standard value"),
        (
            "sizeSources:\n  env: MODEL_SIZE",
            #"2: sizeSources.env: here stands the value "MODEL_SIZE", not a list; write [MODEL_SIZE]"#
        ),
    ])
    func aListIsAList(yaml: String, problem: String) {
        #expect(problems(yaml) == ["policy.yaml:\(problem)"])
    }

    @Test(arguments: [
        ("ModelToLarge: deny", "2: actions.ModelToLarge: no such finding; did you mean ModelTooLarge?"),
        ("modeltoolarge: deny", "2: actions.modeltoolarge: no such finding; did you mean ModelTooLarge?"),
        (
            "X: deny",
            """
            2: actions.X: no such finding; known are OverrideRefused, ModelTooLarge, UnknownProfile, MixedGPUAndMIG, SizeUnreadable, \
            BadCount, ParallelismTooWide, SizeUndeclared, ParallelAcrossSlices
            """
        ),
        ("BadCount: Deny", #"2: actions.BadCount: "Deny" is no action; write one of deny, warn, audit, ignore"#),
        ("BadCount: true", #"2: actions.BadCount: "true" is no action; write one of deny, warn, audit, ignore"#),
        ("BadCount:", "2: actions.BadCount: no value; leave the key out for its standard value"),
        ("BadCount: [deny]", "2: actions.BadCount: here stands a list, not a single value"),
    ])
    func actionsAreOfKnownFindings(yaml: String, problem: String) {
        #expect(problems("actions:\n  \(yaml)") == ["policy.yaml:\(problem)"])
    }

    @Test(arguments: [
        "model-size", "a/b/c", "/size", "example.com/", "example.com/größe", "example.com/a b", "example.com/\"x\"",
        "Example.com/size", "example.com/Model_Size", "-/-", "example..com/size",
    ])
    func anAnnotationKeyHasAPrefixAndAName(key: String) {
        let shown = key.replacing("\"", with: "\\\"")
        #expect(
            problems("parallelismSources:\n  annotations:\n  - '\(key)'") == [
                """
                policy.yaml:3: parallelismSources.annotations[0]: "\(shown)" is no annotation key with a prefix, in lower \
                case: write one such as example.com/model-size
                """
            ]
        )
    }

    @Test func aPrefixIsADomainOfAnyLength() {
        #expect(
            problems("sizeSources:\n  annotations: [\(String(repeating: "a.", count: 100))example.com/size]") == nil
        )
    }

    @Test(arguments: ["a b", "A=B", "größe"])
    func aVariableHasAName(name: String) {
        #expect(
            problems("sizeSources:\n  env: ['\(name)']") == [
                "policy.yaml:2: sizeSources.env[0]: \"\(name)\" is no name of an environment variable: write one such as MODEL_SIZE"
            ]
        )
    }

    @Test(arguments: [
        ("reserv: 1Gi", "1: reserv: unknown key; did you mean reserve?"),
        ("\n# the fleet\n\ngpu: [A100]", "4: gpu: unknown key; did you mean gpus?"),
        ("sizeSources:\n  annotation: [a/b]", "2: sizeSources.annotation: unknown key; did you mean annotations?"),
        (
            "colour: red",
            """
            1: colour: unknown key; known are actions, exempt, gpus, headroom, limits, namespaces, overrides, \
            parallelismSources, reserve, sizeSources, workloads
            """
        ),
        ("? [a]\n: b", "1: a key is a list, not a name"),
        ("[a]: b", "1: a key is a list, not a name"),
    ])
    func anUnknownKeyIsAnsweredWithTheNearest(yaml: String, problem: String) {
        #expect(problems(yaml) == ["policy.yaml:\(problem)"])
    }

    @Test(arguments: [
        ("", ": the file is empty; write {} for a policy of standard values"),
        ("# nothing\n", ": the file is empty; write {} for a policy of standard values"),
        ("---\n", ":2: here stands nothing, not a mapping of keys to values"),
        ("[]", ":1: here stands a list, not a mapping of keys to values"),
        ("deny", #":1: here stands the value "deny", not a mapping of keys to values"#),
        ("reserve: 1Gi\n---\nreserve: 2Gi", ":3: a second document begins here; a policy is one document"),
        ("reserve: a: b", ":1: not YAML: mapping values are not allowed in this context"),
        ("gpus: [A100\nreserve: 1Gi", ":2: not YAML: did not find expected ',' or ']'"),
        ("reserve: 1Gi\n\tgpus: []", ":2: not YAML: found a tab character that violates indentation"),
        ("gpus: *fleet", ":1: a value that begins with * must stand in quotation marks, such as \"*-prod\""),
        ("# x\nreserve: 1Gi\nreserve: 2Gi", ":2: the mapping that begins here has reserve twice"),
        (
            "actions:\n  BadCount: deny\n  BadCount: warn",
            ":2: the mapping that begins here has BadCount twice"
        ),
        // What stands behind a good first document is not passed over.
        ("reserve: 1Gi\n---\na: b: c", ":3: not YAML: mapping values are not allowed in this context"),
    ])
    func aFileIsOneDocument(yaml: String, problem: String) {
        #expect(problems(yaml) == ["policy.yaml\(problem)"])
    }

    @Test func allProblemsAreReportedAtOnce() {
        #expect(
            problems(
                """
                reserve: 1GiB
                headroom:
                  default: -1
                  profiles:
                    3g.41gb: 1Gi
                    3g.40gb: 100%
                actions:
                  BadCount: no
                  BadCont: deny
                sizeSources:
                  annotations: [size]
                  env: X
                colour: red
                """
            ) == [
                #"policy.yaml:1: reserve: "1GiB" is no quantity: write 1Gi"#,
                #"policy.yaml:3: headroom.default: "-1" is negative: write an amount of zero or more"#,
                """
                policy.yaml:5: headroom.profiles.3g.41gb: no GPU of the catalogue has a profile "3g.41gb"; did you mean \
                3g.40gb?
                """,
                #"policy.yaml:6: headroom.profiles.3g.40gb: "100%" is no share: write whole per cent from 0% to 99%"#,
                #"policy.yaml:8: actions.BadCount: "no" is no action; write one of deny, warn, audit, ignore"#,
                "policy.yaml:9: actions.BadCont: no such finding; did you mean BadCount?",
                """
                policy.yaml:11: sizeSources.annotations[0]: "size" is no annotation key with a prefix, in lower case: \
                write one such as example.com/model-size
                """,
                #"policy.yaml:12: sizeSources.env: here stands the value "X", not a list; write [X]"#,
                """
                policy.yaml:13: colour: unknown key; known are actions, exempt, gpus, headroom, limits, namespaces, \
                overrides, parallelismSources, reserve, sizeSources, workloads
                """,
            ]
        )
    }

    /// Some keys are read after those below them, and some problems are found only then.
    @Test func problemsStandInTheOrderOfTheFile() {
        #expect(
            problems(
                """
                namespaces:
                - names: [Team-A]
                  limits: {3g.40gb: 0}
                  gpus: [L40S-none]
                - {}
                limits:
                  3g.40gb: 50Gi
                overrides:
                  maxDuration: 7d
                  users: ["*"]
                exempt:
                  namespaces: [a_b]
                workloads:
                - {group: apps/v1, kind: S, podSpecs: [a..b]}
                reserve: 1GiB
                """
            )?.map { $0.split(separator: " ")[0..<2].joined(separator: " ") } == [
                "policy.yaml:2: namespaces[0].names[0]:", "policy.yaml:3: namespaces[0].limits.3g.40gb:",
                "policy.yaml:4: namespaces[0].gpus[0]:", "policy.yaml:5: namespaces[1]:",
                "policy.yaml:7: limits.3g.40gb:", "policy.yaml:9: overrides.maxDuration:",
                "policy.yaml:10: overrides.users[0]:", "policy.yaml:12: exempt.namespaces[0]:",
                "policy.yaml:14: workloads[0].group:", "policy.yaml:14: workloads[0].podSpecs[0]:",
                "policy.yaml:15: reserve:",
            ]
        )
    }

    @Test func linesCountAlsoBehindCarriageReturnsAndAMark() {
        #expect(
            problems("\u{FEFF}# Windows\r\nreserve: 1Gi\r\ncolour: red\r\n")?.first?.hasPrefix(
                "policy.yaml:3: colour: "
            )
                == true
        )
    }
}
