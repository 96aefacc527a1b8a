import Kubernetes
import MIG

/// What the annotations of a pod, or of the objects around it, ask for: to be let in until a point in time, for a reason.
///
/// A pod is judged again when it is created, by its own annotations: a claim that stands only on the object around its
/// template would let in the object and none of its pods.
struct OverrideClaim: Hashable, Sendable {
    /// Whether the claim stands where the pod will not have it.
    private(set) var isMisplaced = false
    private(set) var until: ScalarValue?
    private(set) var reason: ScalarValue?

    /// What every key of an override begins with: one look tells others apart.
    private static let prefix = FieldName("mig-gate.io/override-")
    private static let untilKey = FieldName("mig-gate.io/override-until")
    private static let reasonKey = FieldName("mig-gate.io/override-reason")

    /// Reads what is nearest to a pod; nil if neither annotation is there. Adds the annotations it goes through to
    /// `entryCount`.
    init?(_ pod: PodView, counting entryCount: inout Int) {
        read(pod, .pod, counting: &entryCount)
        // A reason that stands elsewhere than the end is lost to the pods as well.
        if until == nil || !pod.hasMetadata {
            read(pod, .owner, counting: &entryCount)
            isMisplaced = pod.hasMetadata && until != nil
        }
        if until == nil, reason == nil {
            return nil
        }
    }

    /// Reads what is missing so far from a place, the nearest map first.
    private mutating func read(_ pod: PodView, _ place: PodView.AnnotationPlace, counting entryCount: inout Int) {
        let (hasUntil, hasReason) = (until != nil, reason != nil)
        var nearest = (until: Int.max, reason: Int.max)
        pod.forEachAnnotation(on: place) { key, value, distance in
            entryCount += 1
            guard key.hasPrefix(Self.prefix) else { return }
            if !hasUntil, key == Self.untilKey, distance <= nearest.until {
                (until, nearest.until) = (value.scalar, distance)
            } else if !hasReason, key == Self.reasonKey, distance <= nearest.reason {
                (reason, nearest.reason) = (value.scalar, distance)
            }
        }
    }
}

extension OverrideClaim {
    /// The claims of all pods of an object that ask for slices: nobody has judged those of others. Of an object that nests
    /// too deep or is too large those that were reached.
    static func all(in object: KubernetesObject, _ kinds: KindTable, _ limits: ReadingLimits) -> Set<OverrideClaim> {
        var claims: Set<OverrideClaim> = []
        var entryCount = 0
        var pod: Int?
        // An object that cannot be read whole is refused for that.
        try? object.forEachContainer(kinds, depthLimit: limits.depth) { container in
            guard container.pod.id != pod, entryCount <= limits.entries,
                container.claims(on: MIGProfile.resourcePrefix).contains(where: \.isForGPU)
            else { return }
            pod = container.pod.id
            entryCount += container.pod.surroundingCount
            if let claim = OverrideClaim(container.pod, counting: &entryCount) {
                claims.insert(claim)
            }
        }
        return claims
    }
}
