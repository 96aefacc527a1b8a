import Alerts
import Foundation
import Synchronization

@testable import Webhook

/// A cluster with a clock of its own: kubelets bring a Secret late, API servers see a configuration late, calls may get lost.
///
/// Whenever time passes, or something changes, it looks whether every call of every API server to every replica would still
/// go well, however late each of them is.
final class SimulatedCluster: ObjectStore {
    /// How long after a write the last of them knows of it.
    static let kubeletDelays = [5.0, 60, 115]
    static let serverDelay = 20.0

    enum Loss: CaseIterable {
        /// The run ends before the call arrives.
        case before
        /// The run ends before it hears of what the call has done.
        case after
    }

    private struct Version {
        let time: Double
        let object: APIValue
        /// PEM of what a Secret has the server present.
        let leaf: String?
        /// PEM of whom a configuration has API servers trust.
        let bundles: Set<String>
    }

    /// When calls go well of who trusts one text and is presented another.
    private struct Pair: Hashable {
        let leaf: String
        let bundle: String
    }

    private struct State {
        var time = 1_800_000_000.0
        var objects: [APIResource: [Version]] = [:]
        var version = 1
        var calls = 0
        var loss: (call: Int, kind: Loss)?
        var faults: [APIFailure] = []
        var outages: [String] = []
        var isWatched = false
        var trust: [Pair: ClosedRange<Double>?] = [:]
        /// Replicas that keep what they present.
        var stuck: [Int: String] = [:]
        var writes: [APIResource] = []
        var skew = 0.0
    }

    private let state = Mutex(State())
    private let serials = MadeUpCertificates.Serials()
    let settings: RotationSettings

    init(_ settings: RotationSettings) {
        self.settings = settings
    }

    var certificates: MadeUpCertificates {
        MadeUpCertificates(serials: serials) { [self] in
            state.withLock { Date(timeIntervalSince1970: $0.time + $0.skew) }
        }
    }
}

// MARK: - What the rotation sees

extension SimulatedCluster {
    var clockSkew: Duration { .seconds(state.withLock(\.skew)) }

    func get(_ resource: APIResource) throws(APIFailure) -> APIValue {
        try state.withLock { state throws(APIFailure) in
            let isLost = try Self.begin(&state)
            guard let object = state.objects[resource]?.last?.object else { throw .notFound }
            if isLost { throw .refused("the run ends") }
            return object
        }
    }

    func update(_ resource: APIResource, to object: APIValue) throws(APIFailure) {
        try state.withLock { state throws(APIFailure) in
            let isLost = try Self.begin(&state)
            guard let present = state.objects[resource]?.last?.object else { throw .notFound }
            guard present["metadata"]?["resourceVersion"] == object["metadata"]?["resourceVersion"] else {
                throw .conflict("changed")
            }
            Self.put(object, resource, &state)
            state.writes.append(resource)
            Self.look(&state, settings)
            if isLost { throw .refused("the run ends") }
        }
    }

    var clock: RotationClock {
        RotationClock(
            now: { [self] in state.withLock { Date(timeIntervalSince1970: $0.time + $0.skew) } },
            elapsed: { [self] in .seconds(state.withLock(\.time)) },
            pause: { [self] in pass($0 / .seconds(1)) }
        )
    }

    var workshop: CertificateWorkshop {
        certificates.workshop { [self] _ in
            try state.withLock { state in
                try Self.kubeletDelays.indices.map { index in
                    let pem =
                        state.stuck[index] ?? Self.leaf(at: state.time - Self.kubeletDelays[index], state, settings)
                    guard let pem else {
                        return ServedLeaf(address: "10.0.0.\(index + 1):8443", leaf: nil, problem: "refused")
                    }
                    let leaf = MadeUpCertificates.details(try MadeUpCertificates.content(pem))
                    return ServedLeaf(address: "10.0.0.\(index + 1):8443", leaf: leaf)
                }
            }
        }
    }
}

// MARK: - What a test does

extension SimulatedCluster {
    /// Puts an object where it was not, or another in its place.
    func put(_ object: APIValue, _ resource: APIResource) {
        state.withLock { Self.put(object, resource, &$0) }
    }

    func delete(_ resource: APIResource) {
        state.withLock { $0.objects[resource] = nil }
    }

    /// Lets time pass, and looks at the cluster every second behind a write, every ten minutes later on.
    func pass(_ seconds: Double) {
        state.withLock { state in
            let end = state.time + seconds
            while state.time < end {
                let lastWrite = state.objects.values.compactMap(\.last?.time).max() ?? 0
                state.time = min(end, state.time + (state.time - lastWrite > 300 ? 600 : 1))
                Self.look(&state, settings)
            }
        }
    }

    /// From now on somebody calls the gate.
    func watch() { state.withLock { $0.isWatched = true } }

    /// Loses one call, from the next on counted from 1, and with it the run.
    func lose(_ call: Int, _ kind: Loss) {
        state.withLock {
            $0.calls = 0
            $0.loss = (call, kind)
        }
    }

    func loseNothing() { state.withLock { $0.loss = nil } }

    /// Has the next calls fail, one with each.
    func fail(_ faults: [APIFailure]) { state.withLock { $0.faults = faults } }

    /// Keeps a replica at what it presents now.
    func stick(_ index: Int) {
        state.withLock { $0.stuck[index] = Self.leaf(at: $0.time - Self.kubeletDelays[index], $0, settings) }
    }

    func unstick() { state.withLock { $0.stuck = [:] } }

    /// Sets this machine's clock ahead of the API server's.
    func setClock(ahead seconds: Double) { state.withLock { $0.skew = seconds } }

    /// Calls since `lose`.
    var calls: Int { state.withLock(\.calls) }

    /// Whether the loss has come.
    var isLossPending: Bool { state.withLock { $0.loss != nil } }

    /// What was written, in order.
    var writes: [APIResource] { state.withLock(\.writes) }

    /// Calls of the gate that failed; none, if all is well.
    var outages: [String] { state.withLock(\.outages) }

    func object(_ resource: APIResource) -> APIValue? { state.withLock { $0.objects[resource]?.last?.object } }

    /// Runs a rotation; answers its exit status and what it said.
    func run(_ settings: RotationSettings? = nil) -> (status: Int32, lines: [String]) {
        var lines: [String] = []
        let rotation = CertificateRotation(settings ?? self.settings, store: self, workshop, clock: clock) {
            lines.append($0)
        }
        do {
            try rotation.run()
            return (0, lines)
        } catch let failure as RotationFailure {
            return (failure.exitStatus, lines + [failure.description])
        } catch {
            return (-1, lines + ["\(error)"])
        }
    }
}

// MARK: - How it goes on

extension SimulatedCluster {
    /// Counts a call; throws for one that never arrives, and answers whether its answer gets lost.
    private static func begin(_ state: inout State) throws(APIFailure) -> Bool {
        state.calls += 1
        if !state.faults.isEmpty {
            throw state.faults.removeFirst()
        }
        guard let loss = state.loss, loss.call == state.calls else { return false }
        state.loss = nil
        if loss.kind == .before { throw .refused("the run ends") }
        return true
    }

    private static func put(_ object: APIValue, _ resource: APIResource, _ state: inout State) {
        var object = object
        var metadata = object["metadata"] ?? .object([:])
        state.version += 1
        metadata["resourceVersion"] = .string("\(state.version)")
        object["metadata"] = metadata
        let bundles = (object["webhooks"]?.array ?? []).map { $0["clientConfig"] }
            .filter { $0?["service"]?["name"] == .string("mig-gate") }.map { text($0?["caBundle"]) ?? "" }
        // Servers keep what they have where a file is none.
        let leaf = text(object["data"]?["tls.crt"]).flatMap { (try? MadeUpCertificates.content($0)) == nil ? nil : $0 }
        let version = Version(
            time: state.time,
            object: object,
            leaf: leaf ?? state.objects[resource]?.last?.leaf,
            bundles: Set(bundles)
        )
        state.objects[resource, default: []].append(version)
    }

    /// Every state of an object that somebody who is up to `delay` late may know.
    private static func known(_ resource: APIResource, within delay: Double, _ state: State) -> ArraySlice<Version> {
        let versions = state.objects[resource] ?? []
        return versions[(versions.lastIndex { $0.time <= state.time - delay } ?? 0)...]
    }

    private static func leaf(at time: Double, _ state: State, _ settings: RotationSettings) -> String? {
        state.objects[settings.secretResource]?.last { $0.time <= time }?.leaf
    }

    private static func text(_ value: APIValue?) -> String? {
        value?.string.flatMap { Data(base64Encoded: $0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func look(_ state: inout State, _ settings: RotationSettings) {
        // One outage tells enough.
        guard state.isWatched, state.outages.isEmpty else { return }
        let delay = kubeletDelays.max() ?? 0
        let leaves = known(settings.secretResource, within: delay, state).compactMap(\.leaf) + state.stuck.values
        let bundles = known(settings.webhookResource, within: serverDelay, state).flatMap(\.bundles)
        for leaf in leaves {
            for bundle in bundles {
                let pair = Pair(leaf: leaf, bundle: bundle)
                let times = state.trust[pair] ?? trust(pair)
                state.trust[pair] = times
                if times?.contains(state.time) != true {
                    state.outages.append(
                        "a call fails at \(state.time), trust is for \(times.map { "\($0)" } ?? "never")"
                    )
                }
            }
        }
    }

    private static func trust(_ pair: Pair) -> ClosedRange<Double>? {
        guard let leaf = try? MadeUpCertificates.content(pair.leaf) else { return nil }
        let trusted = PEMText.certificates(in: pair.bundle).compactMap { try? MadeUpCertificates.content($0) }
        guard let authority = trusted.first(where: { $0.serial == leaf.issuer }) else { return nil }
        return max(leaf.notBefore, authority.notBefore)...min(leaf.notAfter, authority.notAfter)
    }
}
