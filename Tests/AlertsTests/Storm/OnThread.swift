import TestSupport

/// Runs what waits for other processes on a thread of its own: tests share few.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        _ = BackgroundThread { continuation.resume(with: Result(catching: body)) }
    }
}
