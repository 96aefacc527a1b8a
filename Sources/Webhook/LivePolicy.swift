package import Admission
import Foundation
package import Logging
import Synchronization
import Telemetry

/// The policy that counts now: read from its file at the start, exchanged whole when the file changes, kept when what the
/// file then holds cannot be used.
///
/// Whoever judges asks at the beginning of a request and keeps what was given: no request is judged by parts of two
/// policies. Asking costs one atomic load as long as nothing has changed.
package final class LivePolicy: Sendable {
    /// What became of the file at the last look.
    package struct Status: Sendable {
        /// Policies that have counted so far, this one included.
        package var generation = 1
        /// Why the file is not what counts; nil if it is.
        package var failure: String?
        /// Times that the file changed into something that could not be used.
        package var failureCount = 0
    }

    private struct State {
        var policy: Policy
        var status = Status()
        /// The file as it was last seen; nil where there was none.
        var bytes: Data?
    }

    /// The file's path; nil for the standard policy, which nobody changes.
    package let file: String?
    private let state: Mutex<State>
    /// `status.generation`, to be read without the lock.
    private let generation = Atomic<Int>(1)

    /// - Parameter file: the file to read, nil for the standard policy.
    /// - Throws: `ConfigurationError` with everything that is wrong with the file.
    package init(file: String?) throws(ConfigurationError) {
        self.file = file
        guard let file else {
            state = Mutex(State(policy: Policy(.standard), bytes: nil))
            return
        }
        let bytes = try Policy.read(file)
        state = Mutex(State(policy: try Policy.parse(bytes, file), bytes: bytes))
    }

    /// A policy that stays as it is.
    package init(_ policy: Policy) {
        file = nil
        state = Mutex(State(policy: policy, bytes: nil))
    }

    /// The folders in which something changes when the file does, and the names that the file has there: its own, and those
    /// of all links on the way to it.
    package var places: (folders: [String], names: [String]) {
        guard let file else { return ([], []) }
        var url = URL(fileURLWithPath: file)
        var urls = [url]
        // Linux follows 40 links (path_resolution(7)).
        while urls.count <= 40, let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) {
            url = URL(fileURLWithPath: target, relativeTo: url.deletingLastPathComponent())
            urls.append(url)
        }
        return (urls.map { $0.deletingLastPathComponent().path }, urls.map(\.lastPathComponent))
    }

    package var status: Status {
        state.withLock(\.status)
    }

    /// Looks at the file and takes over what it holds, if that has changed and can be used. To be called from one thread at
    /// a time.
    package func reload(_ logger: Logger) {
        guard let file else { return }
        let bytes: Data?
        let outcome: Result<Policy, ConfigurationError>
        do throws(ConfigurationError) {
            let read = try Policy.read(file)
            bytes = read
            guard read != state.withLock(\.bytes) else { return }
            outcome = Result { () throws(ConfigurationError) in try Policy.parse(read, file) }
        } catch {
            bytes = nil
            // Gone, and known to be.
            guard state.withLock({ $0.bytes != nil }) else { return }
            outcome = .failure(error)
        }
        let status = state.withLock { state in
            state.bytes = bytes
            switch outcome {
            case .success(let policy):
                state.policy = policy
                state.status.generation += 1
                state.status.failure = nil
                generation.store(state.status.generation, ordering: .releasing)
            case .failure(let error):
                state.status.failure = error.description
                state.status.failureCount += 1
            }
            return state.status
        }
        log(status, logger)
    }

    private func log(_ status: Status, _ logger: Logger) {
        var metadata: Logger.Metadata = ["file": "\(file ?? "")", "generation": "\(status.generation)"]
        guard let failure = status.failure else {
            logger.notice("the policy has changed", metadata: metadata)
            return
        }
        metadata["problems"] = "\(failure)"
        logger.error("the policy cannot be used; the one before still counts", metadata: metadata)
    }
}

extension LivePolicy {
    /// A view of the policy that one thread keeps, and renews when there is a new one.
    struct View {
        private let live: LivePolicy
        private var policy: Policy
        private var generation: Int

        init(_ live: LivePolicy) {
            self.live = live
            (policy, generation) = live.state.withLock { ($0.policy, $0.status.generation) }
        }

        /// The policy that counts now.
        mutating func current() -> Policy {
            if live.generation.load(ordering: .acquiring) != generation {
                (policy, generation) = live.state.withLock { ($0.policy, $0.status.generation) }
            }
            return policy
        }
    }
}

// MARK: - The operations port

extension LivePolicy {
    /// For `/readyz`: a file that cannot be used is no reason to send no requests, for the policy before it still counts.
    var readiness: ReadinessCheck.Status {
        let status = status
        guard let failure = status.failure else {
            return .ready(file.map { "generation \(status.generation) of \($0)" } ?? "the standard policy")
        }
        return .degraded("generation \(status.generation) still counts, the file cannot be used: \(failure)")
    }

    func collect(into text: inout PrometheusText) {
        let status = status
        text.gauge(
            "mig_gate_policy_reload_failed",
            "1 while the policy's file cannot be used and the one before still counts, otherwise 0.",
            status.failure == nil ? 0 : 1
        )
        text.gauge(
            "mig_gate_policy_generation",
            "Policies that have counted since the start, the present one included.",
            status.generation
        )
        text.counter(
            "mig_gate_policy_reload_failures_total",
            "Times that the policy's file changed into something that could not be used.",
            status.failureCount
        )
    }
}
