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
