package import Admission
import FoundationEssentials
package import HTTP
package import Kubernetes
import MIG

/// Judges manifests as `/validate` would judge them if somebody created them now: by the same function, under the same
/// policy. Confined to one thread.
package final class ManifestCheck {
    private let policy: Policy
    private let requester: Requester
    private let namespace: String
    private let reader: ManifestReader
    private let limits: ReadingLimits
    private let now = Date.now
    package private(set) var report = CheckReport()
    /// Called after each object.
    package var progress: () -> Void = {}

    /// - Parameters:
    ///   - policy: what to judge by.
    ///   - requester: who would create the objects.
    ///   - namespace: where objects go that name no namespace.
    ///   - limits: how much of a document to read.
    package init(policy: Policy, requester: Requester, namespace: String, limits: Limits = .standard) {
        self.policy = policy
        self.requester = requester
        self.namespace = namespace
        reader = ManifestReader(documentDepth: limits.documentDepth)
        self.limits = ReadingLimits(limits)
    }

    /// - Parameters:
    ///   - policyFile: the file of the policy, nil for the standard policy.
    ///   - user: who would create the objects, empty for nobody in particular.
    ///   - groups: that user's groups.
    ///   - namespace: where objects go that name no namespace.
    /// - Throws: `ConfigurationError` for a policy that cannot be used.
    package convenience init(
        policyFile: String?,
        user: String,
        groups: [String],
        namespace: String
    ) throws(ConfigurationError) {
        self.init(
            policy: try Policy.load(policyFile),
            requester: Requester(user: user, groups: groups),
            namespace: namespace
        )
    }

    /// Judges every object of a text; `file` is what reports call it.
    package func check(_ bytes: [UInt8], file: String) {
        report.fileCount += 1
        reader.read(
            bytes,
            visit: { object in
                if let checked = judge(object, file) {
                    report.objects.append(checked)
                } else {
                    report.passedOver += 1
                }
                progress()
            },
            other: { _ in report.passedOver += 1 },
            problem: { report.problems.append(CheckProblem(file: file, line: $0.line, message: $0.message)) }
        )
    }

    /// Notes that a file could not be read at all.
    package func note(unreadable file: String, _ reason: String) {
        report.problems.append(CheckProblem(file: file, line: nil, message: reason))
    }

    /// Judges an object; nil if it asks for no GPU and holds no policy.
    private func judge(_ manifest: ManifestObject, _ file: String) -> CheckedObject? {
        let object = manifest.object
        if let problems = PolicyConfigMap.problems(in: object, in: namespace(of: object)) {
            let line = problems.first?.key.map { manifest.line(of: "data", $0) } ?? manifest.line
            let findings = PolicyGuard.message(problems).map { [CheckFinding(unusablePolicy: $0, line)] } ?? []
            return checked(manifest, file, count: 0, findings, exemption: nil)
        }
        guard manifest.mayMention("nvidia.com/") else { return nil }
        let count = gpuContainerCount(object)
        // What asks for whole GPUs only is none of the webhook's business.
        let verdict =
            manifest.mayMention(MIGProfile.resourcePrefix)
            ? evaluate(object, createdIn: namespace(of: object), by: requester, under: policy, limits, now: now)
            : .clean
        guard count > 0 || !verdict.isClean else { return nil }
        let lines = lines(of: Set(verdict.entries.map(\.finding.ordinal)), in: manifest)
        var findings = verdict.entries.map { entry in
            CheckFinding(entry, line: lines[entry.finding.ordinal] ?? manifest.line)
        }
        if let (obstacle, action) = verdict.obstacle {
            findings.insert(CheckFinding(obstacle, action, line: manifest.line), at: 0)
        }
        return checked(manifest, file, count: count, findings, exemption: verdict.exemption?.description)
    }

    private func checked(
        _ manifest: ManifestObject,
        _ file: String,
        count: Int,
        _ findings: [CheckFinding],
        exemption: String?
    ) -> CheckedObject {
        let object = manifest.object
        return CheckedObject(
            file: file,
            line: manifest.line,
            kind: object.kind.description.shortened(to: Self.nameLength),
            namespace: namespace(of: object).shortened(to: Self.nameLength),
            name: object.name.shortened(to: Self.nameLength),
            containerCount: count,
            findings: findings,
            exemption: exemption
        )
    }

    /// The namespace that the API server would ask about; of objects that live in none, none.
    private func namespace(of object: KubernetesObject) -> String {
        guard !object.kind.isClusterScoped else { return "" }
        let own = object.namespace ?? ""
        return own.isEmpty ? namespace : own
    }

    /// Characters of a name in reports, the most that an object's can have. What does not print is spelled out: reports go
    /// to terminals.
    private static let nameLength = 253

    private func gpuContainerCount(_ object: KubernetesObject) -> Int {
        var count = 0
        // An object that cannot be read whole is judged for that.
        try? object.forEachContainer(policy.general.kinds, depthLimit: limits.depth) { container in
            if container.claims(on: "nvidia.com/").contains(where: \.isForGPU) {
                count += 1
            }
        }
        return count
    }

    /// Where containers stand, by their position among all of the object.
    private func lines(of ordinals: Set<Int>, in manifest: ManifestObject) -> [Int: Int] {
        guard !ordinals.isEmpty else { return [:] }
        var lines: [Int: Int] = [:]
        var ordinal = 0
        try? manifest.object.forEachContainer(policy.general.kinds, depthLimit: limits.depth) { container in
            if ordinals.contains(ordinal) {
                lines[ordinal] = manifest.line(of: container.path)
            }
            ordinal += 1
        }
        return lines
    }
}

extension CheckFinding {
    fileprivate init(_ entry: Verdict.Entry, line: Int) {
        let finding = entry.finding
        self.init(
            code: finding.code.name,
            action: entry.action,
            line: line,
            container: finding.container,
            resource: finding.resource,
            declared: finding.declared?.description,
            limit: finding.limit?.size.description,
            message: finding.message,
            summary: finding.summary,
            override: entry.override?.description
        )
    }

    fileprivate init(_ obstacle: Obstacle, _ action: Action, line: Int) {
        self.init(code: Self.unreadable, action, line, obstacle.description)
    }

    fileprivate init(unusablePolicy message: String, _ line: Int) {
        self.init(code: PolicyGuard.code, .deny, line, message)
    }

    /// Something wrong with an object as a whole.
    private init(code: String, _ action: Action, _ line: Int, _ message: String) {
        self.init(
            code: code,
            action: action,
            line: line,
            container: nil,
            resource: nil,
            declared: nil,
            limit: nil,
            message: message,
            summary: message,
            override: nil
        )
    }
}
