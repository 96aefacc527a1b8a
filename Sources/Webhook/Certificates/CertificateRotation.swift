import Alerts
import Foundation
import Kubernetes

/// Keeps the certificates of a Secret fresh, and has API servers trust them.
///
/// Each turn reads both objects, decides for one step, and takes it. What is in the cluster tells how far everything is, so
/// that a run which ends anywhere leaves a state that works, and the next run goes on from there.
package final class CertificateRotation {
    /// A run needs ten steps at the most.
    private static let mostWrites = 24

    private let settings: RotationSettings
    private let store: any ObjectStore
    private let workshop: CertificateWorkshop
    private let clock: RotationClock
    private let say: (String) throws -> Void
    private var patience: RotationPatience
    private var writes = 0
    /// What this run remembers of its own steps.
    private var memory = RotationState()
    private var hasSaidWhatIsMissing = false

    /// - Parameters:
    ///   - settings: what to look after.
    ///   - server: where the Secret and the webhook configuration are.
    ///   - workshop: makes certificates.
    ///   - clock: the time.
    ///   - say: takes each line of what was done.
    package convenience init(
        _ settings: RotationSettings,
        _ server: APIServer,
        _ workshop: CertificateWorkshop,
        clock: RotationClock = .real,
        say: @escaping (String) throws -> Void
    ) {
        self.init(settings, store: server, workshop, clock: clock, say: say)
    }

    init(
        _ settings: RotationSettings,
        store: any ObjectStore,
        _ workshop: CertificateWorkshop,
        clock: RotationClock,
        say: @escaping (String) throws -> Void
    ) {
        self.settings = settings
        self.store = store
        self.workshop = workshop
        self.clock = clock
        self.say = say
        patience = RotationPatience(clock, limit: settings.deadline)
        memory.renewal = settings.renewal
    }

    /// Does what is due.
    ///
    /// - Throws: `RotationFailure` where something is left to do, and whatever `say` throws.
    package func run() throws {
        while try turn() {}
    }

    /// Takes one step; false once there is none left.
    private func turn() throws -> Bool {
        var resource = settings.secretResource
        do {
            let secret = CertificateSecret(try readSecret(), workshop)
            resource = settings.webhookResource
            let webhooks = try readWebhooks()
            let plan = RotationPlan(settings: settings, now: serverTime)
            let state = remembered(secret.state, webhooks)
            let step = plan.next(state)
            try sayWhatIsMissing(webhooks)
            guard step != .rest else {
                try report(state, plan)
                return false
            }
            guard !settings.isDryRun else {
                try say("would \(step.isWait ? "wait" : "write"): \(step.text(settings))")
                try say("dry run: nothing was written")
                return false
            }
            if step.isWait {
                try say("waiting: \(step.text(settings))")
            }
            resource = [.widenTrust, .narrowTrust].contains(step) ? settings.webhookResource : settings.secretResource
            try take(step, state, RotationWrites(settings, workshop, plan, secret, webhooks))
            if !step.isWait {
                try say("written: \(step.text(settings))")
            }
            note(step)
            patience.reset()
        } catch let failure as APIFailure {
            if case .passing(let reason, _) = failure {
                try say("again: \(reason)")
            }
            try patience.wait(after: failure, of: resource)
        }
        return true
    }

    private func readSecret() throws -> APIValue {
        let object: APIValue
        do throws(APIFailure) {
            object = try store.get(settings.secretResource)
        } catch .notFound {
            let name = settings.secret
            throw RotationFailure.unusable(
                "\(settings.secretResource) is not there; kubectl -n \(name.namespace) create secret generic \(name.name)"
            )
        }
        if let obstacle = CertificateSecret(object, workshop).obstacle {
            throw RotationFailure.unusable("\(settings.secretResource) \(obstacle)")
        }
        return object
    }

    private func readWebhooks() throws -> TrustingWebhooks? {
        do throws(APIFailure) {
            return TrustingWebhooks(try store.get(settings.webhookResource), service: settings.service, workshop)
        } catch .notFound {
            return nil
        }
    }

    /// By the clock of the API server, which is the one that looks at the dates of certificates.
    private var serverTime: Date { clock.now() - store.clockSkew / .seconds(1) }

    private func remembered(_ read: RotationState, _ webhooks: TrustingWebhooks?) -> RotationState {
        var state = read
        state.bundles = webhooks?.bundles.map { $0.map(\.details) }
        state.renewal = memory.renewal
        state.isSettled = memory.isSettled
        state.hasNewLeaf = memory.hasNewLeaf
        state.confirmed = memory.confirmed
        return state
    }

    private func take(_ step: RotationStep, _ state: RotationState, _ writes: RotationWrites) throws {
        switch step {
        case .rest: break
        case .settle: try patience.pause(settings.settle, for: "waiting for API servers to trust the new CA")
        case .confirm: try confirm(state)
        case .widenTrust, .narrowTrust:
            if step == .widenTrust {
                // Also where the answer gets lost.
                memory.isSettled = false
            }
            guard let object = writes.webhooks(for: step) else { return }
            try update(settings.webhookResource, to: object)
        case .issueBoth, .issueLeaf, .addAuthority, .switchAuthority, .dropAuthorities:
            try update(settings.secretResource, to: writes.secret(for: step))
        }
    }

    private func update(_ resource: APIResource, to object: APIValue) throws {
        writes += 1
        guard writes <= Self.mostWrites else {
            throw RotationFailure.unfinished(
                "\(resource): somebody undoes what is written, \(Self.mostWrites) times in this run; Argo CD and others that "
                    + "keep objects as a repository has them must leave caBundle and the data of the Secret alone"
            )
        }
        try store.update(resource, to: object)
    }

    private func confirm(_ state: RotationState) throws {
        guard let leaf = state.leaf else { return }
        let confirmation = ReplicaConfirmation(settings: settings, workshop: workshop, clock: clock)
        // Under one CA nothing depends on it.
        let dropsTrust = state.trusted.count > 1 || state.hasForeignTrust
        guard let obstacle = try confirmation.obstacle(leaf, patience, isLasting: dropsTrust) else {
            memory.confirmed = leaf.fingerprint
            return
        }
        guard dropsTrust else {
            memory.hasNewLeaf = false
            try say("not every replica presents the new certificate yet: \(obstacle)")
            return
        }
        throw RotationFailure.unfinished(
            "the CAs of before stay trusted, for not every replica presents the new certificate: \(obstacle)"
        )
    }

    private func note(_ step: RotationStep) {
        switch step {
        case .settle: memory.isSettled = true
        case .addAuthority:
            if memory.renewal == .ca {
                memory.renewal = nil
            }
        case .issueLeaf:
            memory.hasNewLeaf = true
            if memory.renewal == .leaf {
                memory.renewal = nil
            }
        case .issueBoth, .switchAuthority: memory.renewal = nil
        case .widenTrust, .confirm, .dropAuthorities, .narrowTrust, .rest: break
        }
    }

    private func sayWhatIsMissing(_ webhooks: TrustingWebhooks?) throws {
        guard !hasSaidWhatIsMissing, webhooks?.bundles.isEmpty != false else { return }
        hasSaidWhatIsMissing = true
        let webhook = settings.webhookResource
        try say(
            webhooks == nil
                ? "\(webhook) is not there: the next run after it is created sets its caBundle"
                : "\(webhook) has no webhook that points at Service \(settings.service): no caBundle is set"
        )
    }

    private func report(_ state: RotationState, _ plan: RotationPlan) throws {
        guard let leaf = state.leaf, let authority = state.signing else { return }
        let secret = settings.secretResource
        try say(
            "\(secret): the certificate ends \(leaf.notAfter.inWords), is replaced from \(plan.due(leaf: leaf).inWords) on"
        )
        let due = plan.due(authority: authority).inWords
        try say("\(secret): its CA ends \(authority.notAfter.inWords), is replaced from \(due) on")
    }
}
