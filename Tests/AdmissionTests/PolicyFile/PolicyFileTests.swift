import Kubernetes
import MIG
import TestSupport
import Testing

@testable import Admission

@Suite struct PolicyFileTests {
    private func settings(_ yaml: String) throws -> PolicySettings {
        try PolicySettings(yaml: yaml, file: "policy.yaml")
    }

    @Test func theShippedFileSpellsOutTheStandard() throws {
        let text = try Repository.text("manifests/policy.yaml")
        #expect(try settings(text) == .standard)
        for code in FindingCode.allCases {
            #expect(text.contains("  \(code.name): \(Actions.standard[code].name) "), "\(code.name)")
        }
        #expect(text.contains("\n  default: 1Gi\n"))
        #expect(text.contains("\nreserve: 256Mi\n"))
    }

    @Test(arguments: [
        "{}", "---\n{}\n", "# nothing\n{}", "gpus: []", "actions: {}", "headroom: {}", "sizeSources: {}", "exempt: {}",
        "overrides: {}", "namespaces: []", "limits: {}", "workloads: []",
    ])
    func whatAFileLeavesOutIsStandard(yaml: String) throws {
        #expect(try settings(yaml) == .standard)
    }

    @Test(arguments: ["reserve: 1Gi\ngpus: []\n", "---\nreserve: 1Gi\ngpus: []\n", "# x\nreserve: 1Gi"])
    func aByteOrderMarkIsPassedOver(yaml: String) throws {
        #expect(try settings("\u{FEFF}" + yaml).terms.reserve == .gibibytes(1))
    }

    @Test func everyKeyIsRead() throws {
        let found = try settings(
            """
            headroom:
              default: 10%
              profiles:
                3g.40gb: 2Gi
                1g.10gb+me: 5%
                7g.80gb: 0
            reserve: 512Mi
            gpus: [NVIDIA-A100-SXM4-80GB, H200, "rtx pro 6000"]
            actions:
              ModelTooLarge: warn
              SizeUndeclared: deny
              BadCount: audit
              UnknownProfile: ignore
            sizeSources:
              annotations: [example.com/size, b.example.com/size]
              env: [MODEL_SIZE]
            parallelismSources:
              annotations: []
              env: [TP, TENSOR_PARALLEL_SIZE]
            limits:
              3g.39gb: 38Gi
            namespaces:
            - names: [team-a, "*-prod"]
              objectSelector:
                matchLabels: {tier: prod}
                matchExpressions: [{key: x, operator: NotIn, values: [a, ""]}, {operator: Exists, key: y}]
              reserve: 1Gi
            exempt:
              namespaces: [infra-?]
              users: [a]
              groups: [b]
            overrides:
              users: [c]
              groups: [d]
              controllers: [e]
              maxDuration: 1h30m
            workloads:
            - group: example.com
              kind: Server
              podTemplates: [spec.template]
              objects: ["spec.parts[*]"]
            - {group: "", kind: Thing, resources: [spec.resources]}
            """
        )
        var expected = PolicySettings.standard
        expected.terms.headroom.standard = .percent(10)
        for (name, amount) in [
            ("3g.40gb", Headroom.Amount.size(.gibibytes(2))), ("1g.10gb+me", .percent(5)), ("7g.80gb", .size(.zero)),
        ] {
            expected.terms.headroom.byProfile[try #require(MIGProfile(name: name))] = amount
        }
        expected.terms.reserve = .mebibytes(512)
        let names = ["A100 80GB", "H200 141GB", "RTX PRO 6000 Blackwell 96GB"]
        expected.terms.actions[.modelTooLarge] = .warn
        expected.terms.actions[.sizeUndeclared] = .deny
        expected.terms.actions[.badCount] = .audit
        expected.terms.actions[.unknownProfile] = .ignore
        expected.sizeSources = Sources(
            annotations: ["example.com/size", "b.example.com/size"],
            environment: ["MODEL_SIZE"]
        )
        expected.parallelismSources = Sources(annotations: [], environment: ["TP", "TENSOR_PARALLEL_SIZE"])
        expected.terms.fleet = found.terms.fleet
        expected.terms.fixedLimits = [try #require(MIGProfile(name: "3g.40gb")): .gibibytes(38)]
        var rule = NamespaceRule(
            names: [Glob("team-a"), Glob("*-prod")],
            objectSelector: LabelSelector([
                .init(label: "tier", relation: .isIn, values: ["prod"]),
                .init(label: "x", relation: .isNotIn, values: ["a", ""]), .init(label: "y", relation: .exists),
            ]),
            terms: expected.terms
        )
        rule.terms.reserve = .gibibytes(1)
        expected.namespaceRules = [rule]
        expected.exemptions = Exemptions(namespaces: [Glob("infra-?")], users: [Glob("a")], groups: [Glob("b")])
        expected.overrides = OverrideRights(
            users: [Glob("c")],
            groups: [Glob("d")],
            controllers: [Glob("e")],
            maxDuration: .seconds(5400)
        )
        expected.workloads = [
            GroupKind(group: "example.com", kind: "Server"): [
                try #require(TemplatePath("spec.template", .podTemplate)),
                try #require(TemplatePath("spec.parts[*]", .object)),
            ],
            GroupKind(group: "", kind: "Thing"): [try #require(TemplatePath("spec.resources", .resources))],
        ]
        #expect(found == expected)
        #expect(Catalogue.shipped.models(in: try #require(found.terms.fleet)).map(\.name) == names)
    }

    @Test(arguments: [
        ("1Gi", Headroom.Amount.size(.gibibytes(1))),
        ("1073741824", .size(.gibibytes(1))),
        ("1.5Gi", .size(.mebibytes(1536))),
        ("\"1Gi\"", .size(.gibibytes(1))),
        ("1k", .size(MemorySize(bytes: 1000))),
        ("0", .size(.zero)),
        ("0%", .percent(0)),
        ("99%", .percent(99)),
    ])
    func anAmountIsAQuantityOrAShare(text: String, amount: Headroom.Amount) throws {
        #expect(try settings("headroom:\n  default: \(text)").terms.headroom.standard == amount)
    }

    @Test func aLabelNamesOneProductAndWordsAllThatHaveThem() throws {
        let catalogue = Catalogue.shipped
        for (text, names) in [
            ("A100", ["A100 40GB", "A100 80GB"]), ("NVIDIA-H100-PCIe", ["H100 80GB PCIe"]),
            ("A100-SXM4-40GB", ["A100 40GB"]),
        ] {
            let fleet = try #require(try settings("gpus: [\(text)]").terms.fleet)
            #expect(catalogue.models(in: fleet).map(\.name) == names)
        }
    }

    @Test func namingTheEnvironmentKeepsTheAnnotation() throws {
        let sources = try settings("sizeSources:\n  env: [MODEL_SIZE]").sizeSources
        #expect(sources == Sources(annotations: ["mig-gate.io/model-size"], environment: ["MODEL_SIZE"]))
        #expect(sources.annotations.map(\.containerPrefix.text) == ["model-size.mig-gate.io/"])
    }
}
