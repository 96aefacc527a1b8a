import Admission

/// What a check of manifests has brought to light, in the order of the texts.
package struct CheckReport {
    /// Texts that were read.
    var fileCount = 0
    /// The objects with containers that ask for GPUs, and those that hold a policy.
    var objects: [CheckedObject] = []
    /// What could not be read.
    var problems: [CheckProblem] = []
    /// All other objects, and documents that are no objects.
    var passedOver = 0

    /// Objects with containers that ask for GPUs.
    var objectsWithGPUs: Int { objects.count { $0.containerCount > 0 } }

    package init() {}

    /// How many findings meet an action.
    func count(_ action: Action) -> Int {
        objects.reduce(0) { $0 + $1.findings.count { $0.action == action } }
    }

    /// Containers that ask for GPUs, by the kind of their object, in alphabetical order.
    var containersByKind: [(kind: String, count: Int)] {
        var counts: [String: Int] = [:]
        for object in objects where object.containerCount > 0 {
            counts[object.kind, default: 0] += object.containerCount
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What the process ends with: 2 if something could not be read, else 1 if something is denied, else 0.
    ///
    /// - Parameter isStrict: whether a warning counts as a denial.
    /// - Returns: the status.
    package func exitStatus(isStrict: Bool) -> Int32 {
        if !problems.isEmpty {
            return 2
        }
        return count(.deny) > 0 || isStrict && count(.warn) > 0 ? 1 : 0
    }
}

/// An object with containers that ask for GPUs, or with a policy.
struct CheckedObject: Sendable {
    /// The path as it was given, `-` for standard input.
    let file: String
    /// Where the object begins, from 1.
    let line: Int
    /// `Deployment.apps`, `Pod`
    let kind: String
    /// Empty for an object that lives in none.
    let namespace: String
    let name: String
    /// Containers that ask for GPUs or slices of them.
    let containerCount: Int
    /// Worst first.
    let findings: [CheckFinding]
    /// Why the object was not looked at, where the policy leaves it alone.
    let exemption: String?

    /// `ml/llm`, of an object that lives in no namespace its name alone
    var place: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }

    /// `Deployment.apps ml/llm`
    var title: String { "\(kind) \(place)" }
}

/// One thing wrong with one container, or with an object as a whole.
struct CheckFinding: Sendable {
    /// A finding's code, `ObjectUnreadable` or `PolicyUnusable`.
    let code: String
    let action: Action
    /// Where the container stands, or its object, from 1.
    let line: Int
    let container: String?
    /// `nvidia.com/mig-3g.40gb`
    let resource: String?
    /// The model's size as declared.
    let declared: String?
    let limit: String?
    /// The words of a denial: cause, numbers and way out.
    let message: String
    /// The words of a warning: cause and numbers.
    let summary: String
    /// Who lets it in, until when and why, where it would be denied.
    let override: String?

    /// What stands for the code where an object could not be looked at whole.
    static let unreadable = "ObjectUnreadable"
}

/// A file, or a document of one, that could not be read.
struct CheckProblem: Sendable {
    let file: String
    /// From 1; nil for the file as a whole.
    let line: Int?
    let message: String
}
