import Admission
import Testing

/// A pod as tests need it: annotations, a GPU product to select, containers.
struct Pod {
    var size: String?
    var parallelism: String?
    var annotations: [String: String] = [:]
    var labels: [String: String] = [:]
    /// The `nvidia.com/gpu.product` that the pod's node selector asks for.
    var product: String?
    /// More fields of the pod's spec, as JSON.
    var spec: String?
    var containers: [Container]

    /// A pod of one container called `llm`.
    init(
        size: String? = nil,
        parallelism: String? = nil,
        product: String? = nil,
        _ limits: [String: String],
        requests: [String: String]? = nil
    ) {
        self.size = size
        self.parallelism = parallelism
        self.product = product
        containers = [Container(limits: limits, requests: requests)]
    }

    init(_ containers: [Container]) {
        self.containers = containers
    }

    struct Container {
        var name = "llm"
        var limits: [String: String]? = [:]
        var requests: [String: String]?
        var environment: [(name: String, value: String)] = []

        var json: String {
            let amounts = [("limits", limits), ("requests", requests)].compactMap { key, amounts in
                amounts.map { "\(key.json):\($0.json)" }
            }
            let environment = environment.map { #"{"name":\#($0.name.json),"value":\#($0.value.json)}"# }
            return """
                {"name":\(name.json),"env":[\(environment.joined(separator: ","))],\
                "resources":{\(amounts.joined(separator: ","))}}
                """
        }
    }

    /// `metadata` and `spec`, as a template or a pod has them.
    var template: String {
        var annotations = annotations
        for (key, value) in [("model-size", size), ("tensor-parallel-size", parallelism)] where value != nil {
            annotations["mig-gate.io/\(key)"] = value
        }
        let selector = product.map { #""nodeSelector":{"nvidia.com/gpu.product":\#($0.json)}"# }
        let containers = #""containers":[\#(containers.map(\.json).joined(separator: ","))]"#
        let spec = [spec, selector, containers].compactMap(\.self).joined(separator: ",")
        let labels = labels.isEmpty ? "" : #","labels":\#(labels.json)"#
        return #""metadata":{"name":"p","annotations":\#(annotations.json)\#(labels)},"spec":{\#(spec)}"#
    }

    var json: String { "{\(template)}" }

    /// The pod judged as it is created.
    var review: Review { Review(object: json) }

    /// The only finding that a policy has of the pod's creation.
    func finding(_ policy: Policy = .standard, sourceLocation: SourceLocation = #_sourceLocation) throws -> Finding {
        let entries = try review.verdict(under: policy).entries
        try #require(entries.count == 1, "\(entries.map(\.finding.code))", sourceLocation: sourceLocation)
        return entries[0].finding
    }

    /// The whole message of that finding.
    func message(_ policy: Policy = .standard, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        try finding(policy, sourceLocation: sourceLocation).message
    }
}

extension String {
    /// The text as JSON.
    var json: String {
        let scalars = unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case ..<" ": "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
            default: "\(scalar)"
            }
        }
        return "\"\(scalars.joined())\""
    }
}

extension [String: String] {
    /// The dictionary as a JSON object.
    var json: String {
        "{\(sorted { $0.key < $1.key }.map { "\($0.key.json):\($0.value.json)" }.joined(separator: ","))}"
    }
}
