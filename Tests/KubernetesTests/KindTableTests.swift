import Kubernetes
import Testing

@Suite struct KindTableTests {
    @Test(arguments: [
        ("v1", "Pod", GroupKind(group: "", kind: "Pod"), "Pod"),
        ("apps/v1", "Deployment", GroupKind(group: "apps", kind: "Deployment"), "Deployment.apps"),
        ("ray.io/v1alpha1", "RayJob", GroupKind(group: "ray.io", kind: "RayJob"), "RayJob.ray.io"),
        ("", "", GroupKind(group: "", kind: ""), ""), ("/v1", "Pod", GroupKind(group: "", kind: "Pod"), "Pod"),
    ])
    func groupsOfAPIVersions(apiVersion: String, kind: String, expected: GroupKind, description: String) {
        let groupKind = GroupKind(apiVersion: apiVersion, kind: kind)
        #expect(groupKind == expected)
        #expect(groupKind.description == description)
    }

    @Test func aTableKnowsGroupAndKind() throws {
        let path = try #require(TemplatePath("spec.template", .podTemplate))
        let table = KindTable(rows: [GroupKind(group: "batch", kind: "Job"): [path]])
        #expect(table[GroupKind(group: "batch", kind: "Job")] == [path])
        #expect(table[GroupKind(group: "batch.volcano.sh", kind: "Job")] == nil)
        #expect(table[GroupKind(group: "batch", kind: "job")] == nil)
    }

    @Test func rowsAreAddedBehindThoseOfTheTable() throws {
        let (first, second) = (TemplatePath("spec.a", .podSpec), TemplatePath("spec.b", .podTemplate))
        let paths = try (#require(first), #require(second))
        let (old, new) = (GroupKind(group: "", kind: "Old"), GroupKind(group: "example.com", kind: "New"))
        let table = KindTable(rows: [old: [paths.0]]).adding([old: [paths.1], new: [paths.1]])
        #expect(table[old] == [paths.0, paths.1])
        #expect(table[new] == [paths.1])
        #expect(Set(table.kinds) == [old, new])
        #expect(table[.pod] == nil)
    }

    /// A row may repeat what the table says already, or say it otherwise.
    @Test(arguments: [
        ("spec.template", TemplatePath.Shape.podTemplate), ("spec.template.spec", .podSpec),
        ("spec.template.spec.containers[*]", .container),
        ("spec.template.spec.containers[*].resources", .resources),
    ])
    func whatTwoRowsReachIsReadOnce(path: String, shape: TemplatePath.Shape) throws {
        let more = try #require(TemplatePath(path, shape))
        #expect(
            try sightings(
                in: #"{"spec":{"template":@T}}"#,
                of: .deployment,
                in: KindTable.standard.adding([.deployment: [more]])
            ) == template("spec.template")
        )
    }

    /// What a built-in kind holds beside its row is not looked at, but where a row of the policy's says so.
    @Test func aRowForAKindOfTheTableAddsToIt() throws {
        let more = try #require(TemplatePath("spec.other", .podTemplate))
        let object: Manifest = #"{"spec":{"template":@T,"other":@T,"third":@T}}"#
        #expect(try sightings(in: object, of: .deployment) == template("spec.template"))
        #expect(
            try sightings(in: object, of: .deployment, in: KindTable.standard.adding([.deployment: [more]]))
                == template("spec.template") + template("spec.other")
        )
    }

    /// A row that leads nowhere asks for nothing, and what it names may be of any kind.
    @Test(arguments: TemplatePath.Shape.allCases)
    func everyShapeReadsWhatItIsAndNothingElse(shape: TemplatePath.Shape) throws {
        let kind = GroupKind(group: "", kind: "BuiltIn")
        let table = KindTable(rows: [kind: [try #require(TemplatePath("spec.x[*]", shape))]])
        let object: Manifest = #"""
            {"spec":{"x":[null,7,"x",[@T],{},{"apiVersion":"example.com/v1"},@T,@S,@C,@R,@A,
            {"apiVersion":"example.com/v1","kind":"Thing","x":{"resources":@R}}]}}
            """#
        let expected: [TemplatePath.Shape: [String]] = [
            .podTemplate: template("spec.x[6]"), .podSpec: podSpec("spec.x[7]"), .container: ["spec.x[8] c"],
            .resources: ["spec.x[9]"], .resourceList: ["spec.x[10]"], .object: ["spec.x[11].x.resources"],
        ]
        #expect(try sightings(in: object, of: kind, in: table) == expected[shape])
        #expect(try sightings(in: #"{"spec":{"x":{"a":@T}}}"#, of: kind, in: table) == [])
        #expect(try sightings(in: #"{"spec":[@T]}"#, of: kind, in: table) == [])
    }
}
