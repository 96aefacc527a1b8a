import Alerts
import Foundation
import Glibc
import TestSupport

/// Denials from four threads at once, as from the threads that answer reviews.
enum Storm {
    static let size = 10_000
    private static let threads = 4
    /// Denials of one thread between two pauses of 10 ms: all come in a second of everybody's.
    private static let stride = 25

    /// Forty namespaces with five workloads each, refused for two reasons.
    @Sendable static func repeating(_ number: Int) -> AlertFacts {
        .forTests(
            "w\(number / 40 % 5)",
            namespace: "team-\(number % 40)",
            code: number / 200 % 2 == 0 ? "ModelTooLarge" : "UnknownProfile"
        )
    }

    /// Forty namespaces in which no name comes twice.
    @Sendable static func unique(_ number: Int) -> AlertFacts {
        .forTests("w\(number)", namespace: "team-\(number % 40)")
    }

    /// Pushes `size` denials.
    ///
    /// - Returns: whether all threads came to an end.
    static func push(
        to run: ServiceRun<some Poster>,
        _ receivers: [String],
        _ facts: @escaping @Sendable (Int) -> AlertFacts
    ) -> Bool {
        let pushing = (0..<threads).map { thread in
            BackgroundThread {
                for number in 0..<size / threads {
                    run.push(facts(number * threads + thread), to: receivers)
                    if number % stride == stride - 1 {
                        usleep(10_000)
                    }
                }
            }
        }
        return pushing.allSatisfy { $0.ends(within: 30) }
    }
}
