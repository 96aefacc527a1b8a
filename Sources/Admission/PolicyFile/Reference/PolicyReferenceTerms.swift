// Keys that the policy has for all namespaces, and rules have for some.
extension PolicyReference {
    static let terms: [PolicyKey] = [headroom, reserve, gpus, limits, actions].map(\.asTerm)

    private static let headroom = PolicyKey(
        "headroom",
        .fields([
            PolicyKey(
                "default",
                .value(.amount),
                standard: .value("1Gi"),
                "What to keep free of the nominal memory of slices of every profile."
            ),
            PolicyKey(
                "profiles",
                .byProfile(.amount),
                standard: .value("{}"),
                "What to keep free of slices of single profiles, in place of the default."
            ),
        ]),
        standard: .ofItsKeys,
        "What to keep free of a slice's nominal memory, the number in its profile's name."
    )

    private static let reserve = PolicyKey(
        "reserve",
        .value(.quantity),
        standard: .value("256Mi"),
        "What the driver and a CUDA context take of a slice's usable memory."
    )

    private static let gpus = PolicyKey(
        "gpus",
        .list(of: .gpu),
        standard: .value("[]"),
        "The GPUs of the fleet, by nvidia.com/gpu.product label or by name; empty means every GPU that mig-gate knows."
    )

    private static let limits = PolicyKey(
        "limits",
        .byProfile(.limit),
        standard: .value("{}"),
        "Limits of single profiles in place of the formula, never more than the usable memory."
    )

    private static let actions = PolicyKey(
        "actions",
        .fields(
            FindingCode.allCases.map { code in
                PolicyKey(code.name, .value(.action), standard: .value(Actions.standard[code].name), code.explanation)
            }
        ),
        standard: .ofItsKeys,
        "What to do about each finding: deny, warn, audit or ignore."
    )
}
