import FoundationEssentials
import Kubernetes
import MIG

/// Only whom the policy names may let something in that does not fit, with a reason and for a limited time: whoever else
/// sets the annotations learns it at once, and not when the model runs out of memory.
///
/// An override whose time is over is as good as none; where something else is wrong it says so.
enum OverrideRefused: Rule {
    static let code = FindingCode.overrideRefused

    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding]) {
        switch request.override {
        case .none, .honoured: break
        case .refused: findings.append(Finding(code, request))
        case .expired:
            // The other rules have looked at the container before.
            if findings.last?.request === request {
                findings.append(Finding(code, request))
            }
        }
    }

    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords) {
        let maximum = policy.overrides.maxDuration.inWords
        switch finding.request.override {
        case .none, .honoured: break
        case .expired(let until):
            words.text += "the override has ended at \(until.shortened)"
            words.beginDetail()
            words.text += ": extend it by \(maximum) at most, or mend the rest"
        case .refused(.notAllowed(let user)):
            guard !user.isEmpty else {
                words.text += "an override counts only if somebody sets it whom the policy names under overrides"
                words.beginDetail()
                words.text += ": say who creates the object, such as with mig-gate check --as"
                break
            }
            words.text += "user \(user.quoted) may not override the gate"
            words.beginDetail()
            words.text += ": remove mig-gate.io/override-until and mig-gate.io/override-reason, or ask somebody whom "
            words.text += "the policy names under overrides"
        case .refused(.unreadable(let value)):
            words.text += "mig-gate.io/override-until is \(value.quoted), not a point in time"
            words.beginDetail()
            words.text += ": write one in RFC 3339, such as 2026-12-01T00:00:00Z"
        case .refused(.missing):
            words.text += "mig-gate.io/override-reason without mig-gate.io/override-until"
            words.beginDetail()
            words.text += ": say when the override ends, such as 2026-12-01T00:00:00Z"
        case .refused(.misplaced):
            words.text += "mig-gate.io/override-until stands outside the pod template, where the pods do not get it"
            words.beginDetail()
            words.text += ": write it and the reason under the template's own metadata.annotations"
        case .refused(.noReason):
            words.text += "mig-gate.io/override-until without mig-gate.io/override-reason"
            words.beginDetail()
            words.text += ": say why, in the same metadata"
        case .refused(.tooLong(let until, let latest)):
            words.text += "the override until \(until.shortened) is longer than \(maximum)"
            words.beginDetail()
            words.text += ": it can end at \(latest.formatted(.iso8601)) at the latest"
        }
    }
}
