/// Past which limit a request was answered 503.
package enum OverloadLimit: String, CaseIterable, Sendable {
    /// Of connections: `Limits.connections`.
    case connections
    /// Of bodies that are under way: `Limits.bytesInFlight`.
    case bytes
}
