import Kubernetes
import MIG

/// One container must not ask for whole GPUs and a MIG slice, nor for slices of two profiles: CUDA enumerates one kind of
/// device per process, so the rest would be paid for and not seen (k8s-device-plugin issue 728).
enum MixedGPUAndMIG: Rule {
    static let code = FindingCode.mixedGPUAndMIG

    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding]) {
        if request.fullGPUs != nil || request.claims.count > 1 {
            findings.append(Finding(code, request))
        }
    }

    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords) {
        let resources = [finding.request.fullGPUs].compactMap(\.self) + finding.request.claims.map(\.resource)
        words.text += "asks for \(resources.prefix(4).map(\.shortened).joined(separator: " and "))"
        if resources.count > 4 {
            words.text += " and more"
        }
        words.text += ", but a process sees devices of one kind only"
        words.beginDetail()
        words.text += ": ask for one, or use a container for each"
    }
}
