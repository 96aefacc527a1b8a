/// One rule: what it is called and how it looks at a container. Each stands in a file of its own under `Rules`.
struct Rule: Sendable {
    let code: FindingCode
    /// The findings of one container; for some rules one per slice it asks for.
    let findings: @Sendable (SliceRequest, Policy) -> [Finding]

    init(_ code: FindingCode, _ findings: @escaping @Sendable (SliceRequest, Policy) -> [Finding]) {
        self.code = code
        self.findings = findings
    }

    static let all: [Rule] = [
        modelTooLarge, unknownProfile, mixedGPUAndMIG, sizeUnreadable, badCount, parallelismTooWide, sizeUndeclared,
        parallelAcrossSlices,
    ]
}
