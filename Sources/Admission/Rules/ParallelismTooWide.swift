import Kubernetes
import MIG

/// No more processes can share a model than the container has slices: each needs one of its own.
enum ParallelismTooWide: Rule {
    static let code = FindingCode.parallelismTooWide

    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding]) {
        guard let processes = request.parallelism.value else { return }
        for index in request.claims.indices {
            if let count = request.claims[index].count, processes > count {
                findings.append(Finding(code, request, claim: index))
            }
        }
    }

    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords) {
        let processes = finding.request.parallelism.value ?? 1
        let claim = finding.claim
        words.text += "tensor parallelism \(processes) over \(claim.count ?? 0) of \(claim.resource.shortened)"
        words.beginDetail()
        words.text += ": each process needs a slice of its own; ask for \(processes) slices or lower the parallelism"
    }
}
