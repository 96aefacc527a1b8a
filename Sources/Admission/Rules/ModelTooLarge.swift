import MIG

/// The part of the model that one slice has to hold must be smaller than the limit of the slice, min(nominal − headroom,
/// usable − reserve). Several slices do not add up: a CUDA process sees one MIG device, so the whole model must fit one
/// slice unless a tensor parallelism says that processes share it.
enum ModelTooLarge: Rule {
    static let code = FindingCode.modelTooLarge

    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding]) {
        guard let share = request.sizePerSlice else { return }
        for index in request.claims.indices {
            guard let entry = request.claims[index].entry, let limit = policy.limit(of: entry, on: request.gpus),
                !limit.admits(share)
            else { continue }
            findings.append(Finding(code, request, claim: index, limit: limit))
        }
    }

    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords) {
        let (request, claim) = (finding.request, finding.claim)
        guard let declared = finding.declared, let share = request.sizePerSlice, let limit = finding.limit,
            let wayOut = wayOut(of: finding, policy)
        else {
            // check() makes this finding of a size, a share, a limit and a profile only.
            preconditionFailure("\(code) without a size, a limit or a profile")
        }
        words.text += "model of "
        words.text += declared.description
        if let processes = request.parallelism.value, processes > 1 {
            words.text += " over \(processes) slices, \(share) each,"
        }
        words.text += " does not fit "
        words.text += claim.resource
        // Who reads two equal numbers asks what is wrong.
        words.text += share == limit.size ? ": not below limit " : ": limit "
        words.text += limit.size
        words.beginDetail()
        words.text += " ("
        limit.writeDerivation(policy.catalogue, to: &words.text)
        words.text += "); "
        wayOut.write(policy, to: &words.text)
    }

    /// What would help against `finding`; nil if that is not one of this rule.
    static func wayOut(of finding: Finding, _ policy: EffectivePolicy) -> WayOut? {
        let (request, claim) = (finding.request, finding.claim)
        guard finding.code == code, let declared = finding.declared, let share = request.sizePerSlice,
            let limit = finding.limit, let entry = claim.entry
        else { return nil }
        return WayOut(
            size: declared.size,
            share: share,
            limit: limit,
            of: entry,
            count: claim.count,
            request,
            policy
        )
    }
}
