package import Kubernetes
package import MIG

/// How a container's model and the limit of one of its slices compare, whether anything is wrong with it or not.
package struct SliceFit: Sendable {
    /// The position of the container among all of its object, in the order of `KubernetesObject.forEachContainer`.
    package let ordinal: Int
    /// `container "llm"`, or the path of a fragment.
    package let subject: String
    /// `nvidia.com/mig-3g.40gb`
    package let resource: String
    /// What the workload says its model needs, whole.
    package let declared: DeclaredSize?
    /// What of it one slice has to hold.
    package let share: MemorySize?
    /// Nil for a slice of no known profile.
    package let limit: Limit?
}

extension SliceFit {
    /// Compares every slice that an object asks for with its limit.
    ///
    /// - Parameters:
    ///   - object: the object.
    ///   - namespace: the namespace that it is in.
    ///   - policy: whose limits to take.
    ///   - limits: how much of the object to look at.
    /// - Returns: a comparison for each slice of each container, in the order of the containers.
    package static func all(
        of object: KubernetesObject,
        in namespace: String,
        under policy: Policy,
        _ limits: ReadingLimits
    ) -> [SliceFit] {
        var fits: [SliceFit] = []
        let effective = policy.effective(for: object, in: namespace)
        let collect = { (request: SliceRequest) in
            var subject = Text()
            request.writeSubject(to: &subject)
            for claim in request.claims {
                fits.append(
                    SliceFit(
                        ordinal: request.ordinal,
                        subject: subject.string(upTo: subject.utf8.count),
                        resource: claim.resource,
                        declared: request.size.value,
                        share: request.sizePerSlice,
                        limit: claim.entry.flatMap { effective.limit(of: $0, on: request.gpus) }
                    )
                )
            }
        }
        // What an object hides that cannot be read whole is for the verdict to say.
        _ = Inspection.forEachRequest(of: object, effective, limits, { _ in .none }, collect)
        return fits
    }

    /// Whether the model is known to fit.
    package var isFitting: Bool {
        share.flatMap { share in limit?.admits(share) } ?? false
    }

    /// By how much the model stays below the limit or misses it, in words; nil where one of both is not known.
    package var margin: String? {
        guard let share, let limit else { return nil }
        guard share != limit.size else { return "equals \(limit.size)" }
        return limit.admits(share)
            ? "clears \(limit.size) by \(limit.size.minus(share).inWords)"
            : "misses \(limit.size) by \(share.minus(limit.size).inWords)"
    }
}

extension MemorySize {
    /// The size for somebody who compares: exact where that is short, else about.
    fileprivate var inWords: String {
        guard self >= .mebibytes(1) else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
        let exact = description
        return exact.utf8.last == UInt8(ascii: "i") ? exact : "about \(roundedUpToHundredthsOfGibibytes)"
    }
}
