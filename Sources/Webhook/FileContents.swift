package import Foundation

/// The contents of what somebody names on the command line.
package enum FileContents {
    /// What names standard input.
    package static let standardInput = "-"

    /// Reads a file, a pipe (`/dev/stdin`, what shells put in place of `<(…)`) or, for `-`, standard input to its end.
    package static func of(_ path: String) throws -> Data {
        let file =
            path == standardInput
            ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        return try file.readToEnd() ?? Data()
    }
}
