/// Why a document of a text, or all of it, cannot be read, in plain words.
package struct ManifestProblem: Hashable, Sendable, Error {
    /// The line of the text, counted from 1; nil where no single line is to blame.
    package let line: Int?
    /// What is wrong, and what mends it where that can be told.
    package let message: String

    package init(line: Int?, message: String) {
        self.line = line
        self.message = message
    }
}

extension ManifestProblem: CustomStringConvertible {
    package var description: String { line.map { "line \($0): \(message)" } ?? message }
}
