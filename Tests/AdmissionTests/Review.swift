import Admission
import FoundationEssentials
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
    var namespace = "ml"
    var user = "ann"
    var groups: [String] = []

    private var text: String {
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u-1",\
        "kind":{"group":"\(kind.0)","version":"v1","kind":"\(kind.1)"},"operation":"\(operation)",\
        "namespace":\(namespace.json),"userInfo":{"username":\(user.json),\
        "groups":[\(groups.map(\.json).joined(separator: ","))]},\
        \(subResource.map { #""subResource":"\#($0)","# } ?? "")\
        "object":\(object ?? "null"),"oldObject":\(oldObject ?? "null")}}
        """
    }

    /// The time at which tests of overrides take place: 2026-12-01T00:00:00Z.
    static let now = Date(timeIntervalSince1970: 1_796_083_200)

    /// What `policy` makes of the question.
    func verdict(
        under policy: Policy = .standard,
        limits: ReadingLimits = ReadingLimits(depth: 128, claims: 1_024, entries: 1 << 18),
        now: Date = Self.now
    ) throws -> Verdict {
        try AdmissionReviewReader(documentDepth: 1000, uidLimit: 128).withReview(Array(text.utf8)) { review in
            evaluate(review, under: policy, limits, now: now)
        }
    }

    /// The verdict in words: a line for each finding, worst first.
    func judgement(under policy: Policy = .standard) throws -> [String] {
        try verdict(under: policy).entries.map { entry in
            let inherited = entry.isInherited ? " inherited" : ""
            let overridden = entry.override != nil ? " overridden" : ""
            return "\(entry.action.name)\(inherited)\(overridden) \(entry.finding.code.name)"
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
    static func deployment(
        of pod: Pod,
        annotations: [String: String] = [:],
        labels: [String: String] = [:]
    ) -> Review {
        Review(
            kind: ("apps", "Deployment"),
            object: """
                {"metadata":{"annotations":\(annotations.json),"labels":\(labels.json)},\
                "spec":{"template":{\(pod.template)}}}
                """
        )
    }

    /// JSON of a RayCluster with a worker group for each of `pods`.
    static func rayCluster(_ pods: [Pod]) -> String {
        let groups = pods.map { #"{"template":{\#($0.template)}}"# }.joined(separator: ",")
        return #"{"metadata":{"name":"ray"},"spec":{"workerGroupSpecs":[\#(groups)]}}"#
    }
}
