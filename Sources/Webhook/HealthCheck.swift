/// One reason why the gate may not be ready, or not be alive. Whoever owns the reason gives it to the operations port.
package struct HealthCheck: Sendable {
    package enum Status: Hashable, Sendable {
        /// Nothing is wrong; a word on how things are, or none.
        case ready(String)
        /// Requests are answered as they should be, but somebody should look.
        case degraded(String)
        /// No requests should come, or the process should be started anew, with the reason.
        case notReady(String)
    }

    /// One word.
    let name: String
    /// Called on the operations port's thread at each look: neither waits nor does I/O.
    let status: @Sendable () -> Status

    package init(_ name: String, _ status: @escaping @Sendable () -> Status) {
        self.name = name
        self.status = status
    }
}

extension HealthCheck {
    /// How the check stands now, with a line for people in the style of Kubernetes' own `/readyz?verbose` and `/livez?verbose`.
    var report: (status: Status, line: String) {
        let status = status()
        return switch status {
        case .ready(""): (status, "[+]\(name) ok")
        case .ready(let note): (status, "[+]\(name) ok: \(note.inOneLine)")
        case .degraded(let note): (status, "[!]\(name) degraded: \(note.inOneLine)")
        case .notReady(let reason): (status, "[-]\(name) failed: \(reason.inOneLine)")
        }
    }
}

extension String {
    /// The text with its lines behind one another.
    fileprivate var inOneLine: String {
        split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}
