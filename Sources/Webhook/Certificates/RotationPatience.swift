import Kubernetes

/// How long a run goes on trying: pauses grow from one failure to the next, and all ends with the deadline.
struct RotationPatience {
    private static let longestPause = Duration.seconds(30)
    private static let mostConflicts = 10

    private let clock: RotationClock
    private let deadline: Duration
    private var nextPause = Duration.seconds(1)
    private var conflicts = 0

    /// - Parameters:
    ///   - clock: the time.
    ///   - limit: how long the run may take from now on.
    init(_ clock: RotationClock, limit: Duration) {
        self.clock = clock
        deadline = clock.elapsed() + limit
    }

    /// The time that is left.
    var remaining: Duration { max(.zero, deadline - clock.elapsed()) }

    /// Waits, unless the time that is left would not do.
    func pause(_ length: Duration, for reason: String) throws(RotationFailure) {
        guard length <= remaining else {
            throw .unfinished("\(reason): --deadline leaves no time to wait \(length.inWords)")
        }
        clock.pause(length)
    }

    /// Something went well: the next failure is a first one again.
    mutating func reset() {
        nextPause = .seconds(1)
        conflicts = 0
    }

    /// Waits until it is worth another try.
    mutating func wait(after failure: APIFailure, of resource: APIResource) throws(RotationFailure) {
        switch failure {
        case .passing(let reason, let pause):
            let length = max(nextPause, pause ?? .zero)
            nextPause = min(nextPause * 2, Self.longestPause)
            try self.pause(length, for: reason)
        case .conflict(let reason):
            conflicts += 1
            guard conflicts < Self.mostConflicts else {
                throw .unfinished("\(reason): it changed \(conflicts) times while this run changed it")
            }
            try pause(.milliseconds(100 * conflicts), for: reason)
        case .notFound: throw .unfinished("\(resource) is gone")
        case .refused(let reason): throw .unusable(reason)
        }
    }
}
