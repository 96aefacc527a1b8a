import Kubernetes
import Testing

@Suite struct TemplatePathTests {
    private typealias Step = TemplatePath.Step

    @Test(
        arguments: [
            ("", []), ("spec", [.field(FieldName("spec"))]),
            ("spec.template", [.field(FieldName("spec")), .field(FieldName("template"))]),
            ("items[*]", [.field(FieldName("items")), .everyElement]),
            (
                "spec.groups[*].template",
                [.field(FieldName("spec")), .field(FieldName("groups")), .everyElement, .field(FieldName("template"))]
            ),
            (
                "spec.replicaSpecs{*}.template",
                [
                    .field(FieldName("spec")), .field(FieldName("replicaSpecs")), .everyValue,
                    .field(FieldName("template")),
                ]
            ),
            ("a{*}[*][*]{*}", [.field(FieldName("a")), .everyValue, .everyElement, .everyElement, .everyValue]),
            ("a-b/c_d é", [.field(FieldName("a-b/c_d é"))]),
        ] as [(String, [TemplatePath.Step])]
    )
    func paths(text: String, steps: [TemplatePath.Step]) throws {
        for shape in TemplatePath.Shape.allCases {
            let path = try #require(TemplatePath(text, shape))
            #expect(path.steps == steps)
            #expect(path.shape == shape)
        }
    }

    @Test(arguments: [
        ".", "a.", ".a", "a..b", "[*]", "{*}", "a.[*]", "a[0]", "a[*", "a*]", "a[]", "a{}", "a{*", "a[*]b", "[*]a",
        "a*", "*",
        "a[*]{", "a{b}", "a.{*}.b",
    ])
    func whatIsNoPath(text: String) {
        #expect(TemplatePath(text, .podTemplate) == nil)
    }

    /// The names that a policy file uses.
    @Test func shapesByName() {
        let names = ["podTemplate", "podSpec", "container", "resources", "resourceList", "object"]
        #expect(TemplatePath.Shape.allCases.map(\.rawValue) == names)
    }
}
