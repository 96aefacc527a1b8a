import Kubernetes

// A container that asks for a slice should say how large its model is; otherwise nobody can tell whether it fits.
extension Rule {
    static let sizeUndeclared = Rule(.sizeUndeclared) { request, policy in
        guard case .undeclared = request.size else { return [] }
        return [
            Finding(.sizeUndeclared, request) {
                let resource = request.claims.first?.resource.shortened ?? ""
                let place =
                    policy.sizeSources.annotations.first.map { "annotate \($0.key.text)" }
                    ?? policy.sizeSources.environment.first.map { "set \($0.text)" } ?? "declare it"
                return Finding.Texts(
                    cause: "asks for \(resource) but declares no model size",
                    detail: ": \(place), such as 30Gi"
                )
            }
        ]
    }
}
