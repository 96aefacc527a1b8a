import Admission
import Testing

/// What an operator reads of kinds that cannot be used.
@Suite struct WorkloadProblemTests {
    @Test(arguments: [
        ("workloads: {group: a}", "1: workloads: here stands a mapping, not a list; write […]"),
        ("workloads: [Server]", #"1: workloads[0]: here stands the value "Server", not a mapping of keys to values"#),
        (
            "workloads: [{kind: S, podSpecs: [a]}]",
            #"1: workloads[0]: a workload needs group ("" for the core group) and kind"#
        ),
        (
            "workloads: [{group: a.b, podSpecs: [a]}]",
            #"1: workloads[0]: a workload needs group ("" for the core group) and kind"#
        ),
        (
            "workloads: [{group: a.b, kind: S}]",
            "1: workloads[0]: no paths; write podTemplates: [spec.template], or where its pods stand"
        ),
        (
            "workloads: [{group: a.b, kind: S, podTemplates: []}]",
            "1: workloads[0]: no paths; write podTemplates: [spec.template], or where its pods stand"
        ),
        (
            "workloads:\n- group: apps/v1\n  kind: S\n  podSpecs: [a]",
            #"2: workloads[0].group: "apps/v1" has a version; write the group alone: apps"#
        ),
        (
            "workloads: [{group: v1, kind: S, podSpecs: [a]}]",
            #"1: workloads[0].group: "v1" is the version of the core group; write """#
        ),
        (
            "workloads: [{group: a.b, kind: [S], podSpecs: [a]}]",
            "1: workloads[0].kind: here stands a list, not a single value"
        ),
        (
            "workloads: [{group: a.b, kind: \"\", podSpecs: [a]}]",
            "1: workloads[0].kind: no value; leave the key out for its standard value"
        ),
        (
            "workloads: [{group: a.b, kind: S, podTemplate: [a]}]",
            "1: workloads[0].podTemplate: unknown key; did you mean podTemplates?"
        ),
        (
            "workloads: [{group: a.b, kind: S, podTemplates: spec.template}]",
            #"1: workloads[0].podTemplates: here stands the value "spec.template", not a list; write [spec.template]"#
        ),
        (
            "workloads:\n- {group: a.b, kind: S, podSpecs: [a]}\n- {group: a.b, kind: S, podTemplates: [b]}",
            #"3: workloads[1]: "S.a.b" stands here twice: put its paths together"#
        ),
    ])
    func aWorkloadHasAKindAndPaths(yaml: String, problem: String) {
        #expect(problems(yaml) == ["policy.yaml:\(problem)"])
    }

    @Test(arguments: ["spec..a", ".spec", "spec.", "spec[0].a", "spec[*", "spec.*", "[*]"])
    func aPathIsOne(path: String) {
        #expect(
            problems("workloads:\n- group: a.b\n  kind: S\n  containers: ['\(path)']") == [
                """
                policy.yaml:4: workloads[0].containers[0]: "\(path)" is no path; write fields with dots between, [*] for \
                every element of a list and {*} for every value of a map, such as spec.workers[*].template
                """
            ]
        )
    }

    @Test(arguments: [
        #"{group: "", kind: Pod, resources: [spec.a]}"#, "{group: apps, kind: Deployment, podTemplates: [spec.b]}",
        "{group: a.b, kind: S, podTemplates: ['a[*].b{*}'], podSpecs: [c], objects: [d]}",
    ])
    func anyKindMayBeNamed(row: String) {
        #expect(problems("workloads: [\(row)]") == nil)
    }
}
