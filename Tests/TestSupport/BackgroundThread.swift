import Dispatch
import Foundation

/// A thread of a test's own, for what may block.
package final class BackgroundThread: Sendable {
    private let ended = DispatchSemaphore(value: 0)

    package init(_ body: @escaping @Sendable () -> Void) {
        Thread.detachNewThread { [ended] in
            body()
            ended.signal()
        }
    }

    /// Waits for the thread's end; false if it does not come within `seconds`. To be called once.
    package func ends(within seconds: Double = 10) -> Bool {
        ended.wait(timeout: .now() + seconds) == .success
    }
}
