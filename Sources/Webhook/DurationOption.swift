import Kubernetes

/// Durations on the command line, written as Go writes them: `10s`, `1m30s`.
package enum DurationOption {
    /// Reads a duration; nil if `text` is none, or negative.
    package static func parse(_ text: String) -> Duration? {
        GoDuration.parse(text)
    }
}
