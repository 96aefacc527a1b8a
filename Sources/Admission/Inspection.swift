import Kubernetes
import MIG

/// What a look at an object has brought to light.
struct Inspection {
    private(set) var findings: [Finding] = []
    private(set) var obstacle: Obstacle?

    var isClean: Bool { findings.isEmpty && obstacle == nil }

    /// Finds everything wrong with the containers of an object that ask for a MIG slice; the others are never looked at.
    /// `judgeOverride` is asked what becomes of the override that a pod claims.
    init(
        of object: KubernetesObject,
        _ policy: EffectivePolicy,
        _ limits: ReadingLimits,
        _ judgeOverride: (OverrideClaim) -> OverrideState
    ) {
        obstacle = Self.forEachRequest(of: object, policy, limits, judgeOverride) { request in
            for rule in policy.rules {
                rule.check(request, policy, &findings)
            }
        }
    }

    /// Calls `body` for every container of an object that asks for a MIG slice.
    ///
    /// - Parameters:
    ///   - object: the object.
    ///   - policy: what counts for it.
    ///   - limits: how much of it to look at.
    ///   - judgeOverride: asked what becomes of the override that a pod claims.
    ///   - body: called with what each container asks for and declares.
    /// - Returns: why not all of them could be looked at; nil if they could.
    static func forEachRequest(
        of object: KubernetesObject,
        _ policy: EffectivePolicy,
        _ limits: ReadingLimits,
        _ judgeOverride: (OverrideClaim) -> OverrideState,
        _ body: (SliceRequest) -> Void
    ) -> Obstacle? {
        var ordinal = -1
        var claimCount = 0
        var entryCount = 0
        let variableCount = policy.sizeSources.variableCount + policy.parallelismSources.variableCount
        var pod: PodFacts?
        var obstacle: Obstacle?
        do throws(WalkError) {
            try object.forEachContainer(policy.kinds, depthLimit: limits.depth) { container in
                ordinal += 1
                let claims = container.claims(on: "nvidia.com/")
                guard claims.contains(where: { MIGProfile.isResource($0.name) }) else { return }
                claimCount += claims.count
                guard claimCount <= limits.claims, entryCount <= limits.entries else { return }
                let facts: PodFacts
                if let pod, pod.id == container.pod.id {
                    facts = pod
                } else {
                    facts = PodFacts(container.pod, policy, judgeOverride)
                    entryCount += container.pod.surroundingCount + facts.annotationCount
                    pod = facts
                }
                entryCount += facts.annotationCountOfContainer
                if variableCount > 0 {
                    entryCount += variableCount * container.environmentCount
                }
                body(SliceRequest(container, ordinal: ordinal, claims, facts, policy))
            }
        } catch {
            obstacle = .depth(error)
        }
        if claimCount > limits.claims {
            obstacle = .claims(limit: limits.claims)
        } else if entryCount > limits.entries {
            obstacle = .entries(limit: limits.entries)
        }
        return obstacle
    }
}
