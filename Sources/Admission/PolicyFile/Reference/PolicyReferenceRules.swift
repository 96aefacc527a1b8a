// Keys of rules for namespaces.
extension PolicyReference {
    static let namespaces = PolicyKey(
        "namespaces",
        .list(.fields([names, objectSelector] + terms.map(\.inRule), .some(["names", "objectSelector"]))),
        standard: .value("[]"),
        "Other terms for some namespaces or objects; the first rule that matches counts."
    )

    private static let names = PolicyKey(
        "names",
        .list(of: .namespace),
        standard: .value("[]"),
        "Patterns for the namespace, one of which must match; empty means every namespace."
    )

    private static let objectSelector = PolicyKey(
        "objectSelector",
        .fields([
            PolicyKey(
                "matchLabels",
                .labels,
                standard: .value("{}"),
                "Labels that the object must have, each with its value."
            ),
            PolicyKey(
                "matchExpressions",
                .list(.fields(expression, .valuesByOperator)),
                standard: .value("[]"),
                "Expressions that must all hold for the object's labels."
            ),
        ]),
        standard: .ofItsKeys,
        "What the object's own labels must be besides, as Kubernetes writes selectors."
    )

    private static let expression: [PolicyKey] = [
        PolicyKey("key", .value(.text), standard: .required, "The label that the expression is about."),
        PolicyKey(
            "operator",
            .value(.operation),
            standard: .required,
            "How the label is compared: In, NotIn, Exists or DoesNotExist."
        ),
        PolicyKey("values", .list(of: .labelValue), standard: .value("[]"), "The values for In and NotIn."),
    ]
}
