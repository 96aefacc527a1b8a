import Foundation
package import Testing

/// Texts that must stay as they are, each in a file of one folder. `UPDATE_GOLDEN=1` rewrites the folder; the diff is then
/// read by a person.
package struct Golden {
    private let folder: URL
    /// Whether texts are to be rewritten.
    package static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

    /// - Parameter path: the folder, from the root of the checkout.
    package init(_ path: String) {
        folder = Repository.file(path)
    }

    /// Compares all texts, by name, with the files of the folder: one that differs, is missing or is not expected fails.
    package func check(_ texts: [String: String], sourceLocation: SourceLocation = #_sourceLocation) throws {
        if Self.isUpdating {
            try update(texts)
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
        #expect(
            Set(files) == Set(texts.keys.map { "\($0).txt" }),
            "files without a case, or cases without a file: UPDATE_GOLDEN=1 rewrites them",
            sourceLocation: sourceLocation
        )
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            let file = folder.appendingPathComponent("\(name).txt")
            let golden = try? String(contentsOf: file, encoding: .utf8)
            #expect(text + "\n" == golden, "\(name)", sourceLocation: sourceLocation)
        }
    }

    private func update(_ texts: [String: String]) throws {
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in texts {
            try Data("\(text)\n".utf8).write(to: folder.appendingPathComponent("\(name).txt"))
        }
    }
}
