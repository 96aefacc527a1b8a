import FoundationEssentials
import Kubernetes

/// An override that counts: what it lets in is admitted with a warning.
package struct Override: Hashable, Sendable {
    /// The end as it was written, in RFC 3339.
    package let until: String
    package let reason: String
    /// Who asked for this change.
    package let requester: String
}

extension Override: CustomStringConvertible {
    /// Who and until when, for a warning and the audit log.
    package var description: String {
        "override by \(requester.shortened) until \(until.shortened): \(reason.shortened)"
    }
}

/// What becomes of the override that a pod claims.
enum OverrideState: Sendable {
    /// None is claimed, or one that would be refused was there before: it is worth nothing, but nobody sets it now.
    case none
    /// One that counts; new if this change is what sets it.
    case honoured(Override, isNew: Bool)
    /// The time is over.
    case expired(until: String)
    case refused(Refusal)

    /// Why an override is refused.
    enum Refusal: Sendable {
        case notAllowed(user: String)
        case unreadable(ScalarValue)
        case missing
        case misplaced
        case noReason
        case tooLong(until: String, latest: Date)
    }
}

/// Decides about the overrides that one object claims.
struct OverrideJudge {
    let requester: Requester
    let rights: OverrideRights
    let now: Date
    /// What the object claimed before this update, which is nobody's doing now.
    let before: Set<OverrideClaim>

    func state(of claim: OverrideClaim) -> OverrideState {
        let state = stateIfNew(claim)
        // This update does not bring it.
        if case .refused = state, before.contains(claim) {
            return .none
        }
        return state
    }

    private func stateIfNew(_ claim: OverrideClaim) -> OverrideState {
        // Whoever claims it, and wherever: what is over is as good as none.
        if case .text(let until) = claim.until, let end = Timestamp.date(until), now >= end {
            return .expired(until: until)
        }
        guard rights.allow(requester) else { return .refused(.notAllowed(user: requester.user)) }
        guard let value = claim.until else { return .refused(.missing) }
        guard !claim.isMisplaced else { return .refused(.misplaced) }
        guard case .text(let until) = value, let end = Timestamp.date(until) else {
            return .refused(.unreadable(value))
        }
        guard case .text(let reason) = claim.reason, reason.contains(where: { !$0.isWhitespace }) else {
            return .refused(.noReason)
        }
        let latest = now + rights.maxDuration / .seconds(1)
        guard end <= latest else { return .refused(.tooLong(until: until, latest: latest)) }
        let override = Override(until: until, reason: reason, requester: requester.user)
        return .honoured(override, isNew: !before.contains(claim))
    }
}
