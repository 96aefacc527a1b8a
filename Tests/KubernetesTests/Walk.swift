import Kubernetes
import Testing

/// Lends the review of a creation of `object`.
func withReview<Result>(
    of object: Manifest,
    _ kind: GroupKind,
    _ body: (AdmissionReview) throws -> Result
) throws -> Result {
    let review = """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","operation":"CREATE",\
        "kind":{"group":"\(kind.group)","version":"v1","kind":"\(kind.kind)"},"object":\(object.json)}}
        """
    return try AdmissionReviewReader(documentDepth: 10_016, uidLimit: 128).withReview(Array(review.utf8), body)
}

/// Calls `body` for each container of `object` in the order of the walk.
func forEachContainer(
    of object: Manifest,
    _ kind: GroupKind,
    in table: KindTable = .standard,
    depthLimit: Int = 128,
    _ body: (ContainerView) -> Void
) throws {
    try withReview(of: object, kind) { review in
        try #require(review.object).forEachContainer(table, depthLimit: depthLimit, body)
    }
}

/// Where a walk sees a GPU asked for, in the order of the walk: each container's path, its name if it has one, and `@pod`
/// if it knows its pod's annotations.
func sightings(
    in object: Manifest,
    of kind: GroupKind,
    in table: KindTable = .standard,
    depthLimit: Int = 128
) throws -> [String] {
    var sightings: [String] = []
    try forEachContainer(of: object, kind, in: table, depthLimit: depthLimit) { container in
        guard !container.claims(on: "nvidia.com/").isEmpty else { return }
        let name = container.name.map { " \($0)" } ?? ""
        let pod = container.annotation(FieldName("size"), on: .pod) == nil ? "" : " @pod"
        sightings.append("\(container.path)\(name)\(pod)")
    }
    return sightings
}

/// The sightings of `@S` at a path.
func podSpec(_ path: String) -> [String] {
    ["\(path).initContainers[0] i", "\(path).containers[0] c"]
}

/// The sightings of `@T` at a path.
func template(_ path: String) -> [String] {
    podSpec("\(path).spec").map { "\($0) @pod" }
}

extension ContainerView {
    /// The value of an annotation; nil if it is not there. Of one map the last counts, of several the nearest.
    func annotation(_ name: FieldName, on place: PodView.AnnotationPlace) -> ScalarValue? {
        var found: ScalarValue?
        var nearest = Int.max
        pod.forEachAnnotation(on: place) { key, value, distance in
            if key == name, distance <= nearest {
                (found, nearest) = (value.scalar, distance)
            }
        }
        return found
    }
}

extension GroupKind {
    static let pod = GroupKind(group: "", kind: "Pod")
    static let deployment = GroupKind(group: "apps", kind: "Deployment")
    static let rayCluster = GroupKind(group: "ray.io", kind: "RayCluster")
    static let appWrapper = GroupKind(group: "workload.codeflare.dev", kind: "AppWrapper")
    static let inferenceService = GroupKind(group: "serving.kserve.io", kind: "InferenceService")
    /// A kind that the table does not know.
    static let unknown = GroupKind(group: "example.com", kind: "Thing")
}
