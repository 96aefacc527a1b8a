/// One rule: how it looks at a container, and what it says about what it finds. Each stands in a file of its own under
/// `Rules`.
protocol Rule: SendableMetatype {
    static var code: FindingCode { get }

    /// Appends the findings of one container; some rules have one for each slice it asks for.
    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding])

    /// Writes the words for a finding of this rule; asked for only when it is shown.
    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords)
}

/// The rule that finds what `code` stands for.
func rule(for code: FindingCode) -> any Rule.Type {
    switch code {
    case .overrideRefused: OverrideRefused.self
    case .modelTooLarge: ModelTooLarge.self
    case .unknownProfile: UnknownProfile.self
    case .mixedGPUAndMIG: MixedGPUAndMIG.self
    case .sizeUnreadable: SizeUnreadable.self
    case .badCount: BadCount.self
    case .parallelismTooWide: ParallelismTooWide.self
    case .sizeUndeclared: SizeUndeclared.self
    case .parallelAcrossSlices: ParallelAcrossSlices.self
    }
}
