import Glibc

/// Looks at a value that other threads move until it is what is expected.
///
/// - Parameters:
///   - expected: what the value should come to be.
///   - limit: how long to look for it.
///   - value: reads the value.
/// - Returns: the value as it was read last, to be compared with `expected`, so that a failure shows what it was instead.
package func settled<Value: Equatable>(
    on expected: Value,
    within limit: Duration = .seconds(10),
    _ value: () throws -> Value
) rethrows -> Value {
    let deadline = ContinuousClock.now + limit
    while true {
        let present = try value()
        if present == expected || ContinuousClock.now >= deadline {
            return present
        }
        usleep(2000)
    }
}
