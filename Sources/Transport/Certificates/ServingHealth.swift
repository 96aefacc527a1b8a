/// How a part of the server is, in words that `/readyz` shows.
package enum ServingHealth: Hashable, Sendable {
    /// Nothing is wrong.
    case ready(String)
    /// Clients are served, but somebody should look.
    case degraded(String)
    /// Clients are better served elsewhere, with the reason.
    case notReady(String)
}
