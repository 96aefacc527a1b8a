import Admission
import Kubernetes

/// A question of the API server, put together as text and judged.
struct Review {
    var operation = "CREATE"
    var kind = ("", "Pod")
    /// JSON of the object as it will be; nil for a deletion.
    var object: String?
    /// JSON of the object as it is.
    var oldObject: String?
    var subResource: String?

    private var text: String {
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u-1",\
        "kind":{"group":"\(kind.0)","version":"v1","kind":"\(kind.1)"},"operation":"\(operation)",\
        \(subResource.map { #""subResource":"\#($0)","# } ?? "")\
        "object":\(object ?? "null"),"oldObject":\(oldObject ?? "null")}}
        """
    }

    /// What `policy` makes of the question.
    func verdict(
        under policy: Policy = .standard,
        limits: ReadingLimits = ReadingLimits(depth: 128, claims: 1_024, entries: 1 << 18)
    ) throws -> Verdict {
        try AdmissionReviewReader(documentDepth: 1000, uidLimit: 128).withReview(Array(text.utf8)) { review in
            evaluate(review, under: policy, limits)
        }
    }

    /// The verdict in words: a line for each finding, worst first.
    func judgement(under policy: Policy = .standard) throws -> [String] {
        try verdict(under: policy).entries.map { entry in
            let inherited = entry.isInherited ? " inherited" : ""
            return "\(entry.action.name)\(inherited) \(entry.finding.code.name)"
        }
    }
}

extension Policy {
    /// The policy that applies where no file says otherwise.
    static let standard = Policy(.standard)

    /// The policy that a file of this text makes.
    convenience init(yaml: String) throws {
        self.init(try PolicySettings(yaml: yaml, file: "policy.yaml"))
    }
}

extension Review {
    /// A Deployment as it is created.
    static func deployment(of pod: Pod, annotations: [String: String] = [:]) -> Review {
        Review(
            kind: ("apps", "Deployment"),
            object: #"{"metadata":{"annotations":\#(annotations.json)},"spec":{"template":{\#(pod.template)}}}"#
        )
    }

    /// JSON of a RayCluster with a worker group for each of `pods`.
    static func rayCluster(_ pods: [Pod]) -> String {
        let groups = pods.map { #"{"template":{\#($0.template)}}"# }.joined(separator: ",")
        return #"{"metadata":{"name":"ray"},"spec":{"workerGroupSpecs":[\#(groups)]}}"#
    }
}
