// Keys that say where in objects something stands.
extension PolicyReference {
    static let sizeSources = PolicyKey(
        "sizeSources",
        .fields(sources("mig-gate.io/model-size", "the size of the model")),
        standard: .ofItsKeys,
        "Where a workload says how large its model is."
    )

    static let parallelismSources = PolicyKey(
        "parallelismSources",
        .fields(sources("mig-gate.io/tensor-parallel-size", "the number of processes")),
        standard: .ofItsKeys,
        "Where a workload says how many processes share the model, each on a slice of its own."
    )

    private static func sources(_ annotation: String, _ what: String) -> [PolicyKey] {
        [
            PolicyKey(
                "annotations",
                .list(of: .annotation),
                standard: .value("[\(annotation)]"),
                "Annotations for \(what), the first found wins; each also has a form for single containers."
            ),
            PolicyKey(
                "env",
                .list(of: .variable),
                standard: .value("[]"),
                "Environment variables of the container for \(what), looked at where no annotation says it."
            ),
        ]
    }

    static let workloads = PolicyKey(
        "workloads",
        .list(
            .fields(
                [
                    PolicyKey(
                        "group",
                        .value(.apiGroup),
                        standard: .required,
                        "The API group of the kind, without a version; \"\" is the core group."
                    ),
                    PolicyKey("kind", .value(.text), standard: .required, "The kind, as objects write it."),
                ] + paths,
                .some(paths.map(\.name))
            )
        ),
        standard: .value("[]"),
        "Where kinds that mig-gate does not know have their pods; without a row they are searched by structure."
    )

    private static let paths: [PolicyKey] = [
        path("podTemplates", "Where pod templates stand, with metadata and spec."),
        path("podSpecs", "Where pod specs stand without a template around them."),
        path("containers", "Where single containers stand that are in no list."),
        path("resources", "Where limits and requests stand without a container."),
        path("resourceLists", "Where plain maps of resource names to amounts stand beside a pod template."),
        path("objects", "Where whole objects stand, with apiVersion and kind."),
    ]

    private static func path(_ name: String, _ summary: String) -> PolicyKey {
        PolicyKey(name, .list(of: .path), standard: .value("[]"), summary)
    }
}
