import Kubernetes
import MIG
import TestSupport

/// A workload that asks for slices and says how large its models are, with what must be found.
struct WorkloadPlan {
    /// How the models compare with the memory that their slices have.
    enum Share: CaseIterable {
        /// Exactly that much on each slice.
        case equal
        case justAbove
        case farAbove
        /// Less: whether that fits is the policy's matter.
        case below
    }

    /// A slice whose model needs at least what the slice has.
    struct Overfull: Hashable {
        let container: String
        let resource: String
    }

    var review = Review()
    var overfull: Set<Overfull> = []
    var shares: [Share] = []
    /// Whether several processes share a model.
    var isParallel = false
    var selectsGPUs = false
}

extension SeededGenerator {
    /// A workload in the namespace `ml` under a policy whose extra places to declare sizes are `sources`.
    mutating func workload(under plan: PolicyPlan, _ sources: SizeSources) -> WorkloadPlan {
        var workload = WorkloadPlan()
        let isProd = chance(2)
        let terms = plan.rule(isProd: isProd)?.terms ?? plan.terms
        let fleet = terms.gpus ?? plan.terms.gpus ?? Array(Catalogue.shipped.gpus.indices)
        let selected = chance(3) ? nil : someGPUs()
        workload.selectsGPUs = selected != nil
        // The same for all containers of the pod.
        let processes = maybe { Int64(1 + $0.below($0.chance(3) ? 200_000 : 8)) }
        workload.isParallel = (processes ?? 1) > 1

        var pod = Pod([])
        pod.labels = isProd ? ["tier": "prod"] : [:]
        pod.spec = selected.map { affinity($0) }
        pod.parallelism = processes.map { "\($0)" }
        var owner: [String: String] = [:]
        let kind = pick(Kind.allCases)
        let count = 1 + below(3)
        for index in 0..<count {
            let name = "c\(index)"
            // Rather one for which the policy fixes a limit, where the GPUs carry any such.
            let carried = Catalogue.shipped.gpus[pick(selected ?? fleet)].profiles.map(\.profile)
            let fixed = carried.filter { (terms.limits ?? plan.terms.limits)?[$0] != nil }
            let profile = pick(fixed.isEmpty ? carried : fixed)
            guard let usable = Catalogue.usableBytes(of: profile, on: GPUSet(selected ?? fleet)).min() else { continue }
            let share = pick(WorkloadPlan.Share.allCases)
            let resource = chance(6) ? profile.sharedResourceName : profile.resourceName
            var container = Pod.Container(name: name, limits: [resource: "\(pick([1, 1, 2, 4, processes ?? 1]))"])
            sources.declare(
                size(share, of: usable, over: processes ?? 1),
                &container,
                &pod,
                &owner,
                kind,
                isAlone: count == 1,
                &self
            )
            pod.containers.append(container)
            workload.shares.append(share)
            if share != .below {
                workload.overfull.insert(WorkloadPlan.Overfull(container: name, resource: resource))
            }
        }
        workload.review = kind.review(pod, owner)
        if kind == .pod, chance(4) {
            workload.review.operation = "UPDATE"
            workload.review.oldObject = Self.small(pod).json
        }
        return workload
    }

    /// The pod before: each model was a byte.
    private static func small(_ pod: Pod) -> Pod {
        var pod = pod
        pod.annotations = pod.annotations.mapValues { _ in "1" }
        for index in pod.containers.indices {
            pod.containers[index].environment = pod.containers[index].environment.map { ($0.name, "1") }
        }
        return pod
    }

    /// What narrows a pod to some products: by any of their labels, as nodes under some strategies spell them.
    private mutating func affinity(_ gpus: [Int]) -> String {
        let labels = gpus.map { pick(Catalogue.shipped.gpus[$0].productLabels) + pick(["", "", "-SHARED"]) }
        guard labels.count > 1 || chance(2) else {
            return #""nodeSelector":{"nvidia.com/gpu.product":\#(labels[0].json)}"#
        }
        return #""affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":["#
            + #"{"matchExpressions":[{"key":"nvidia.com/gpu.product","operator":"In","#
            + #""values":[\#(labels.map(\.json).joined(separator: ","))]}]}]}}}"#
    }

    /// A spelling of the size of a model of which each of `processes` has to hold a share like that.
    private mutating func size(_ share: WorkloadPlan.Share, of usable: Int64, over processes: Int64) -> String {
        switch share {
        // Rounded up to a byte, a model of a byte more than one less on each slice is as large on one.
        case .equal: spelling(number((usable - 1) * processes + 1...usable * processes))
        case .justAbove: spelling(usable * processes + number(1...1 << 20))
        case .farAbove:
            chance(2)
                ? spelling(usable * processes * number(2...10))
                : pick(["9Ei", "1e19", "99999999999999999999", "1E30", "9223372036854775807", "8E", "7.9Ei", "1e400"])
        case .below: spelling(pick([1, number(1...(usable - 1) * processes), (usable - 1) * processes]))
        }
    }
}
