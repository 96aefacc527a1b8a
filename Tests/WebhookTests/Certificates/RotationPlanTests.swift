import Foundation
import Testing

@testable import Webhook

/// What a rotation does next, by what stands in the cluster.
@Suite struct RotationPlanTests {
    private static let day = 86_400.0
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private let plan: RotationPlan
    private let names: [String]

    init() throws {
        let settings = try RotationSettings()
        plan = RotationPlan(settings: settings, now: Self.now)
        names = settings.names
    }

    private func authority(_ name: String, daysLeft: Double = 300) -> CertificateDetails {
        certificate(name, -60 * Self.day, daysLeft * Self.day, [], isAuthority: true)
    }

    private func leaf(daysLeft: Double = 25, names: [String]? = nil) -> CertificateDetails {
        certificate("leaf", (daysLeft - 30) * Self.day, daysLeft * Self.day, names ?? self.names)
    }

    private func certificate(
        _ name: String,
        _ from: Double,
        _ to: Double,
        _ names: [String],
        isAuthority: Bool = false
    ) -> CertificateDetails {
        CertificateDetails(
            fingerprint: name,
            subject: name,
            notBefore: Self.now + from,
            notAfter: Self.now + to,
            names: names,
            isAuthority: isAuthority
        )
    }

    /// One where nothing is due.
    private var calm: RotationState {
        let authority = authority("old")
        var state = RotationState(signing: authority, leaf: leaf(), trusted: [authority])
        state.bundles = [[authority]]
        return state
    }

    @Test func nothingIsDue() {
        #expect(plan.next(calm) == .rest)
    }

    @Test func namesMayStandInAnyOrderAndCase() {
        var state = calm
        state.leaf = leaf(names: names.reversed().map { $0.uppercased() })
        #expect(plan.next(state) == .rest)
    }

    @Test func aCertificateIsDueWithAThirdOfItsLifeLeft() {
        var state = calm
        state.leaf = leaf(daysLeft: 10.01)
        #expect(plan.next(state) == .rest)
        state.leaf = leaf(daysLeft: 10)
        #expect(plan.next(state) == .issueLeaf("the old one ends 2027-01-25T08:00:00Z"))
    }

    @Test func aCertificateThatCannotBeUsedIsReplaced() {
        var state = calm
        state.leaf = leaf(names: ["elsewhere.svc"])
        #expect(plan.next(state) == .issueLeaf("the old one is for elsewhere.svc"))
        state.leaf = leaf(daysLeft: 31)
        #expect(plan.next(state) == .issueLeaf("the old one is not valid before 2027-01-16T08:00:00Z"))
        state.leaf = nil
        #expect(plan.next(state) == .issueLeaf("there is none that can be read"))
        state.leaf = leaf()
        state.leafProblem = "is not of the CA that signs"
        #expect(plan.next(state) == .issueLeaf("the old one is not of the CA that signs"))
    }

    @Test func aCAIsDueTwoCertificatesBeforeItsEnd() {
        var state = calm
        state.signing = authority("old", daysLeft: 60.01)
        state.trusted = [authority("old", daysLeft: 60.01)]
        #expect(plan.next(state) == .rest)
        state.signing = authority("old", daysLeft: 60)
        #expect(plan.next(state) == .addAuthority("the old one ends 2027-03-16T08:00:00Z"))
    }

    @Test func withoutACATrustDecidesHowToBegin() {
        var state = RotationState()
        #expect(plan.next(state) == .issueBoth("there is none that can sign"))
        state.bundles = [[]]
        #expect(plan.next(state) == .issueBoth("there is none that can sign"))
        // Replicas may present certificates of it.
        state.bundles = [[authority("unknown")]]
        #expect(plan.next(state) == .addAuthority("there is none that can sign"))
        state.bundles = [[authority("ended", daysLeft: -1)]]
        #expect(plan.next(state) == .issueBoth("there is none that can sign"))
    }

    @Test func aCATakesAnothersPlaceStepByStep() {
        let (old, new) = (authority("old", daysLeft: 50), authority("new"))
        var state = calm
        state.signing = old
        state.next = new
        state.trusted = [old, new]
        state.bundles = [[old], [old, new]]
        #expect(plan.next(state) == .widenTrust)
        state.bundles = [[old, new], [old, new]]
        #expect(plan.next(state) == .settle)
        state.isSettled = true
        #expect(plan.next(state) == .switchAuthority)
        state.signing = new
        state.next = nil
        #expect(plan.next(state) == .confirm)
        state.confirmed = "leaf before"
        #expect(plan.next(state) == .confirm)
        state.confirmed = "leaf"
        #expect(plan.next(state) == .dropAuthorities)
        state.trusted = [new]
        #expect(plan.next(state) == .narrowTrust)
        state.bundles = [[new], [new]]
        #expect(plan.next(state) == .rest)
    }

    @Test func aCertificateThatEndsDoesNotWaitForTheNextCA() {
        let (old, new) = (authority("old", daysLeft: 50), authority("new"))
        var state = calm
        state.signing = old
        state.next = new
        state.trusted = [old, new]
        state.leaf = leaf(daysLeft: 2)
        #expect(plan.next(state) == .issueLeaf("the old one ends 2027-01-17T08:00:00Z"))
        // But its CA has to outlive it.
        state.signing = authority("old", daysLeft: 0.5)
        #expect(plan.next(state) == .widenTrust || plan.next(state) == .switchAuthority)
        #expect(plan.leafDays(under: authority("old", daysLeft: 5.5)) == 5)
    }

    /// As where somebody puts a CA of their own into the Secret, with its key.
    @Test func noCertificateIsOfACAThatIsNotTrustedYet() {
        var state = calm
        state.leafProblem = "is not of the CA that signs"
        state.hasForeignLeaf = true
        state.bundles = [[authority("before")], [authority("old"), authority("before")]]
        #expect(plan.next(state) == .widenTrust)
        state.bundles = [[authority("old"), authority("before")], [authority("old"), authority("before")]]
        #expect(plan.next(state) == .settle)
        state.isSettled = true
        #expect(plan.next(state) == .issueLeaf("the old one is not of the CA that signs"))
    }

    @Test func aNewCertificateIsLookedForWhereReplicasCanBeAsked() throws {
        var state = calm
        state.hasNewLeaf = true
        #expect(plan.next(state) == .rest)
        let asking = RotationPlan(settings: try RotationSettings(replicas: "replicas:8443"), now: Self.now)
        #expect(asking.next(state) == .confirm)
        state.confirmed = "leaf"
        #expect(asking.next(state) == .rest)
    }

    @Test func whatIsForcedIsDone() {
        var state = calm
        state.renewal = .leaf
        #expect(plan.next(state) == .issueLeaf("--renew leaf"))
        state.renewal = .ca
        #expect(plan.next(state) == .addAuthority("--renew ca"))
    }

    @Test func whereNobodyCallsNobodyIsWaitedFor() {
        let (old, new) = (authority("old", daysLeft: 50), authority("new"))
        for bundles in [nil, []] as [[[CertificateDetails]]?] {
            var state = calm
            state.signing = old
            state.next = new
            state.trusted = [old, new]
            state.bundles = bundles
            #expect(plan.next(state) == .switchAuthority)
        }
    }
}
