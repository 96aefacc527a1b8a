// Keys for people: whom the gate leaves alone, and whose overrides it honours.
extension PolicyReference {
    static let exempt = PolicyKey(
        "exempt",
        .fields([
            PolicyKey(
                "namespaces",
                .list(of: .exemptNamespace),
                standard: .value("[kube-system, mig-gate]"),
                "Patterns for namespaces whose objects are not looked at."
            ),
            PolicyKey(
                "users",
                .list(of: .requester),
                standard: .value("[]"),
                "Patterns for users whose requests are not looked at."
            ),
            PolicyKey(
                "groups",
                .list(of: .requester),
                standard: .value("[]"),
                "Patterns for groups whose members' requests are not looked at."
            ),
        ]),
        standard: .ofItsKeys,
        "Whom the gate leaves alone."
    )

    static let overrides = PolicyKey(
        "overrides",
        .fields([
            PolicyKey(
                "users",
                .list(of: .requester),
                standard: .value("[]"),
                "Patterns for users who may set an override."
            ),
            PolicyKey(
                "groups",
                .list(of: .requester),
                standard: .value("[]"),
                "Patterns for groups whose members may set an override."
            ),
            PolicyKey(
                "controllers",
                .list(of: .requester),
                standard: .value(
                    #"["system:serviceaccount:kube-system:*", "system:kube-controller-manager"]"#
                ),
                "Patterns for users that only carry overrides on from objects that were judged before."
            ),
            PolicyKey(
                "maxDuration",
                .value(.duration),
                standard: .value("168h"),
                "How far ahead an override may end, a year at most."
            ),
        ]),
        standard: .ofItsKeys,
        "Who may let in what would be refused, for a while."
    )
}
