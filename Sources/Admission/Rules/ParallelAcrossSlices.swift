// Tensor parallelism across MIG slices runs only with NCCL 2.31 or later, and there experimentally: earlier ones refuse
// two ranks on one GPU, and CUDA has no peer access between slices (NCCL documentation, NVIDIA MIG user guide).
extension Rule {
    static let parallelAcrossSlices = Rule(.parallelAcrossSlices) { request, _ in
        guard let processes = request.parallelism.value, processes > 1 else { return [] }
        return request.claims.compactMap { claim -> Finding? in
            guard let count = claim.count, processes <= count else { return nil }
            return Finding(.parallelAcrossSlices, request, resource: claim.resource) {
                Finding.Texts(
                    cause: "tensor parallelism \(processes) across MIG slices needs NCCL 2.31 or later",
                    detail: "; earlier releases do not run across MIG devices"
                )
            }
        }
    }
}
