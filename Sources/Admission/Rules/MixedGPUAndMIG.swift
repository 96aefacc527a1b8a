// One container must not ask for whole GPUs and a MIG slice, nor for slices of two profiles: CUDA enumerates one kind of
// device per process, so the rest would be paid for and not seen (k8s-device-plugin issue 728).
extension Rule {
    static let mixedGPUAndMIG = Rule(.mixedGPUAndMIG) { request, _ in
        let resources = [request.fullGPUs].compactMap(\.self) + request.claims.map(\.resource)
        guard resources.count > 1 else { return [] }
        return [
            Finding(.mixedGPUAndMIG, request) {
                let named = resources.prefix(4).map(\.shortened).joined(separator: " and ")
                return Finding.Texts(
                    cause: "asks for \(named)\(resources.count > 4 ? " and more" : "")",
                    detail: "; a process sees devices of one kind only: ask for one, or use a container for each"
                )
            }
        ]
    }
}
