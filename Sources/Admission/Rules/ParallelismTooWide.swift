// No more processes can share a model than the container has slices: each needs one of its own.
extension Rule {
    static let parallelismTooWide = Rule(.parallelismTooWide) { request, _ in
        guard let processes = request.parallelism.value else { return [] }
        return request.claims.compactMap { claim -> Finding? in
            guard let count = claim.count, processes > count else { return nil }
            return Finding(.parallelismTooWide, request, resource: claim.resource) {
                Finding.Texts(
                    cause: "tensor parallelism \(processes) over \(count) of \(claim.resource.shortened)",
                    detail: ": each process needs a slice of its own; ask for \(processes) slices or lower the parallelism"
                )
            }
        }
    }
}
