import Admission
import HTTP

extension ReadingLimits {
    /// What the limits on requests say of objects.
    init(_ limits: Limits) {
        self.init(depth: limits.objectDepth, claims: limits.objectClaims, entries: limits.objectEntries)
    }
}
