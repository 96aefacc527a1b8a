import Admission
import FoundationEssentials
import HTTP
import Kubernetes
import MIG

/// What would become different if one policy took the place of another: limits, and which workloads of a cluster would
/// newly be denied or admitted.
///
/// Workloads are judged as if their controllers created them again now: overrides that were allowed once still count.
package final class PolicyComparison {
    let oldFile: String
    let newFile: String
    private let old: Policy
    private let new: Policy
    private let reader: ManifestReader
    private let limits: ReadingLimits
    private let now = Date.now
    private(set) var workloads: [ComparedWorkload] = []
    private(set) var problems: [CheckProblem] = []
    /// Objects that were read, whatever they ask for.
    private(set) var objectCount = 0
    /// The places of workloads by their uid.
    private var places: [String: Int] = [:]
    /// Called after each object.
    package var progress: () -> Void = {}

    /// - Parameters:
    ///   - oldFile: the policy that counts.
    ///   - newFile: the one that may take its place.
    /// - Throws: `ConfigurationError` with everything that is wrong with either.
    package init(old oldFile: String, new newFile: String) throws(ConfigurationError) {
        self.oldFile = oldFile
        self.newFile = newFile
        old = try Policy.load(oldFile)
        new = try Policy.load(newFile)
        let limits = Limits.standard
        reader = ManifestReader(documentDepth: limits.documentDepth)
        self.limits = ReadingLimits(limits)
    }

    /// What of the policies themselves differs.
    var changes: PolicyChanges { PolicyChanges(from: old, to: new) }

    /// Judges every workload of a dump under both policies; `file` is what problems call it.
    package func compare(_ bytes: [UInt8], file: String) {
        reader.read(
            bytes,
            visit: { manifest in
                compare(manifest)
                progress()
            },
            other: { _ in },
            problem: { problems.append(CheckProblem(file: file, line: $0.line, message: $0.message)) }
        )
    }

    /// Notes that a file could not be read at all.
    package func note(unreadable file: String, _ reason: String) {
        problems.append(CheckProblem(file: file, line: nil, message: reason))
    }

    private func compare(_ manifest: ManifestObject) {
        let object = manifest.object
        objectCount += 1
        guard manifest.mayMention(MIGProfile.resourcePrefix) else { return }
        let namespace = object.namespace ?? "default"
        let before = judgements(of: object, in: namespace, under: old)
        let after = judgements(of: object, in: namespace, under: new)
        let slices = ComparedSlice.pairs(before, after)
        guard !slices.isEmpty else { return }
        if let uid = object.uid {
            places[uid] = workloads.count
        }
        workloads.append(
            ComparedWorkload(
                title: "\(object.kind) \(namespace)/\(object.name)".shortened(to: 600),
                controllerUID: object.controllerUID,
                slices: slices
            )
        )
    }

    /// What a policy makes of each slice that an object asks for.
    private func judgements(of object: KubernetesObject, in namespace: String, under policy: Policy) -> [SliceJudgement]
    {
        let verdict = evaluate(object, createdIn: namespace, by: .anyController, under: policy, limits, now: now)
        var worst: [Int: Verdict.Entry] = [:]
        // The worst comes first.
        for entry in verdict.entries where worst[entry.finding.ordinal] == nil {
            worst[entry.finding.ordinal] = entry
        }
        return SliceFit.all(of: object, in: namespace, under: policy, limits).map { fit in
            SliceJudgement(fit, worst[fit.ordinal], verdict)
        }
    }

    /// The workloads that stand for themselves.
    var topWorkloads: [ComparedWorkload] {
        workloads.filter { !isOwned($0) }
    }

    /// Whether another workload stands for this one: a ReplicaSet and its Pods go with their Deployment, as long as for both
    /// the same becomes different.
    func isOwned(_ workload: ComparedWorkload) -> Bool {
        guard let place = workload.controllerUID.flatMap({ places[$0] }) else { return false }
        let owner = workloads[place]
        return (!workload.isNewlyDenied || owner.isNewlyDenied) && (!workload.isNewlyAdmitted || owner.isNewlyAdmitted)
    }
}
