import Foundation
package import Logging
import Synchronization
import Telemetry

/// What a file says that counts now: read at the start, exchanged whole when the file changes, kept when what the file then
/// holds cannot be used.
///
/// Whoever asks keeps what was given as long as one piece of work takes: nothing is done by parts of two. Asking costs one
/// atomic load as long as nothing has changed.
package final class LiveFile<Value: Sendable>: Sendable {
    /// What became of the file at the last look.
    package struct Status: Sendable {
        /// Values that have counted so far, this one included.
        package var generation = 1
        /// Why the file is not what counts; nil if it is.
        package var failure: String?
        /// Times that the file changed into something that could not be used.
        package var failureCount = 0
    }

    /// Makes a value of the bytes of a file, which it is told the name of.
    typealias Parser = @Sendable (Data, String) throws(ConfigurationError) -> Value

    private struct State {
        var value: Value
        var status = Status()
        /// The file as it was last seen; nil where there was none.
        var bytes: Data?
    }

    /// The file's path; nil for a value that nobody changes.
    package let file: String?
    let subject: ConfigurationSubject
    private let parse: Parser?
    private let state: Mutex<State>
    /// `status.generation`, to be read without the lock.
    private let generation = Atomic<Int>(1)

    /// - Parameters:
    ///   - file: the file to read.
    ///   - subject: what it is about.
    ///   - parse: what makes a value of its bytes.
    /// - Throws: `ConfigurationError` with everything that is wrong with the file.
    init(file: String, _ subject: ConfigurationSubject, parse: @escaping Parser) throws(ConfigurationError) {
        self.file = file
        self.subject = subject
        self.parse = parse
        let bytes = try subject.read(file)
        state = Mutex(State(value: try parse(bytes, file), bytes: bytes))
    }

    /// A value that stays as it is.
    init(_ value: Value, _ subject: ConfigurationSubject) {
        file = nil
        self.subject = subject
        parse = nil
        state = Mutex(State(value: value, bytes: nil))
    }

    /// The folders in which something changes when the file does, and the names that the file has there.
    package var places: (folders: [String], names: [String]) {
        file.map(FilePlaces.of) ?? ([], [])
    }

    /// What counts now, for whoever asks once.
    var value: Value {
        state.withLock(\.value)
    }

    package var status: Status {
        state.withLock(\.status)
    }

    /// Looks at the file and takes over what it holds, if that has changed and can be used. To be called from one thread at
    /// a time.
    ///
    /// - Parameter logger: told of a change, and of one that could not be used.
    /// - Returns: what counts from now on; nil if that has not changed.
    @discardableResult
    package func reload(_ logger: Logger) -> Value? {
        guard let file, let parse else { return nil }
        let bytes: Data?
        let outcome: Result<Value, ConfigurationError>
        do throws(ConfigurationError) {
            let read = try subject.read(file)
            bytes = read
            guard read != state.withLock(\.bytes) else { return nil }
            outcome = Result { () throws(ConfigurationError) in try parse(read, file) }
        } catch {
            bytes = nil
            // Gone, and known to be.
            guard state.withLock({ $0.bytes != nil }) else { return nil }
            outcome = .failure(error)
        }
        let status = state.withLock { state in
            state.bytes = bytes
            switch outcome {
            case .success(let value):
                state.value = value
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
        return try? outcome.get()
    }

    private func log(_ status: Status, _ logger: Logger) {
        var metadata: Logger.Metadata = ["file": "\(file ?? "")", "generation": "\(status.generation)"]
        guard let failure = status.failure else {
            logger.notice("\(subject.name) has changed", metadata: metadata)
            return
        }
        metadata["problems"] = "\(failure)"
        logger.error("\(subject.name) cannot be used; the one before still counts", metadata: metadata)
    }
}

extension LiveFile {
    /// A view of the value that one thread keeps, and renews when there is a new one.
    package struct View {
        private let live: LiveFile
        private var value: Value
        private var generation: Int

        package init(_ live: LiveFile) {
            self.live = live
            (value, generation) = live.state.withLock { ($0.value, $0.status.generation) }
        }

        /// What counts now.
        package mutating func current() -> Value {
            if live.generation.load(ordering: .acquiring) != generation {
                (value, generation) = live.state.withLock { ($0.value, $0.status.generation) }
            }
            return value
        }
    }

    /// A view for the thread that asks.
    package func view() -> View { View(self) }
}

// MARK: - The operations port

extension LiveFile {
    /// For `/readyz`: a file that cannot be used is no reason to send no requests, for what was before it still counts.
    var readiness: HealthCheck.Status {
        let status = status
        guard let failure = status.failure else {
            return .ready(file.map { "generation \(status.generation) of \($0)" } ?? subject.standard)
        }
        return .degraded("generation \(status.generation) still counts, the file cannot be used: \(failure)")
    }

    func collect(into text: inout PrometheusText) {
        let status = status
        text.gauge(
            "mig_gate_\(subject.metric)_reload_failed",
            "1 while \(subject.fileName) cannot be used and the one before still counts, otherwise 0.",
            status.failure == nil ? 0 : 1
        )
        text.gauge(
            "mig_gate_\(subject.metric)_generation",
            "\(subject.plural) that have counted since the start, the present one included.",
            status.generation
        )
        text.counter(
            "mig_gate_\(subject.metric)_reload_failures_total",
            "Times that \(subject.fileName) changed into something that could not be used.",
            status.failureCount
        )
    }
}
