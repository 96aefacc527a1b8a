import Foundation
import Glibc

/// What the process may do at the terminals it is connected to.
enum Terminal {
    /// Whether colours may be used: on a terminal that knows them, unless somebody wants none (no-color.org).
    static func showsColours(_ descriptor: CInt) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        guard isatty(descriptor) == 1, environment["NO_COLOR", default: ""].isEmpty else { return false }
        return environment["TERM", default: ""] != "dumb"
    }
}
