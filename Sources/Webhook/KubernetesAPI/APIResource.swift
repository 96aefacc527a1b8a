/// One object of the Kubernetes API.
package enum APIResource: Hashable, Sendable {
    case secret(namespace: String, name: String)
    case validatingWebhookConfiguration(name: String)

    var path: String {
        switch self {
        case .secret(let namespace, let name): "/api/v1/namespaces/\(namespace)/secrets/\(name)"
        case .validatingWebhookConfiguration(let name):
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/\(name)"
        }
    }

    /// The rule of RBAC that lets somebody do `verb`, and where it belongs.
    func rule(for verb: String) -> String {
        switch self {
        case .secret(let namespace, let name):
            """
            a Role in namespace \(namespace) needs the rule apiGroups: [""], resources: ["secrets"], \
            resourceNames: ["\(name)"], verbs: ["\(verb)"]
            """
        case .validatingWebhookConfiguration(let name):
            """
            a ClusterRole needs the rule apiGroups: ["admissionregistration.k8s.io"], resources: \
            ["validatingwebhookconfigurations"], resourceNames: ["\(name)"], verbs: ["\(verb)"]
            """
        }
    }
}

extension APIResource: CustomStringConvertible {
    package var description: String {
        switch self {
        case .secret(let namespace, let name): "Secret \(namespace)/\(name)"
        case .validatingWebhookConfiguration(let name): "ValidatingWebhookConfiguration \(name)"
        }
    }
}
