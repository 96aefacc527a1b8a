import Admission

/// A workload under two policies.
struct ComparedWorkload: Sendable {
    /// `Deployment.apps ml/llm`
    let title: String
    let controllerUID: String?
    let slices: [ComparedSlice]

    var isNewlyDenied: Bool { slices.contains(where: \.isNewlyDenied) }
    var isNewlyAdmitted: Bool { slices.contains(where: \.isNewlyAdmitted) }
}

/// One slice that a container asks for, under two policies.
struct ComparedSlice: Sendable {
    let before: SliceJudgement
    let after: SliceJudgement

    /// Puts what two policies make of the slices of one object side by side. A policy with rows for more kinds may see slices
    /// that the other does not: to that one they are as good as none.
    static func pairs(_ before: [SliceJudgement], _ after: [SliceJudgement]) -> [ComparedSlice] {
        var left = Dictionary(grouping: before, by: \.name)
        var pairs: [ComparedSlice] = []
        for judgement in after {
            let match = left[judgement.name]?.first
            if match != nil {
                left[judgement.name]?.removeFirst()
            }
            pairs.append(ComparedSlice(before: match ?? judgement.unseen, after: judgement))
        }
        for judgement in before where left[judgement.name]?.first != nil {
            left[judgement.name]?.removeFirst()
            pairs.append(ComparedSlice(before: judgement, after: judgement.unseen))
        }
        return pairs
    }

    var isNewlyDenied: Bool { before.action != .deny && after.action == .deny }
    var isNewlyAdmitted: Bool { before.action == .deny && after.action != .deny }
}

/// What a policy makes of one slice.
struct SliceJudgement: Sendable {
    let fit: SliceFit
    /// What is done about the worst that is wrong with the container; `ignore` if nothing is.
    let action: Action
    /// What that is: a finding's code, or why the object was not looked at.
    let cause: String?
    /// The words for it.
    let message: String?

    init(_ fit: SliceFit, _ worst: Verdict.Entry?, _ verdict: Verdict) {
        self.fit = fit
        if let obstacle = verdict.obstacle, obstacle.action >= worst?.action ?? .ignore {
            (action, cause) = (obstacle.action, CheckFinding.unreadable)
            message = obstacle.reason.description
        } else if let worst {
            (action, cause) = (worst.action, worst.finding.code.name)
            message = worst.finding.message
        } else {
            action = .ignore
            cause = verdict.exemption == nil ? nil : "exempt"
            message = verdict.exemption?.description
        }
    }

    /// What a policy makes of a slice that it does not see.
    private init(unseen fit: SliceFit) {
        (self.fit, action, cause, message) = (fit, .ignore, nil, nil)
    }

    /// Whether the limit is what decides.
    var isAboutLimit: Bool { cause == FindingCode.modelTooLarge.name }

    /// What tells the slice from others of its object, whichever policy looks.
    fileprivate var name: String { "\(fit.subject) \(fit.resource)" }

    /// What a policy makes of the slice that does not see it.
    fileprivate var unseen: SliceJudgement { SliceJudgement(unseen: fit) }
}
