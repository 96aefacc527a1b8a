import MIG

/// Tensor parallelism across MIG slices runs only with NCCL 2.31 or later, and there experimentally: earlier ones refuse
/// two ranks on one GPU, and CUDA has no peer access between slices (NCCL documentation, NVIDIA MIG user guide).
enum ParallelAcrossSlices: Rule {
    static let code = FindingCode.parallelAcrossSlices

    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding]) {
        guard let processes = request.parallelism.value, processes > 1 else { return }
        for index in request.claims.indices {
            if let count = request.claims[index].count, processes <= count {
                findings.append(Finding(code, request, claim: index))
            }
        }
    }

    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords) {
        let processes = finding.request.parallelism.value ?? 1
        words.text += "tensor parallelism \(processes) across MIG slices needs NCCL 2.31 or later"
        words.beginDetail()
        words.text += "; earlier releases do not run across MIG devices"
    }
}
