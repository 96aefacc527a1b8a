import Foundation
import TestSupport
import Testing

/// Habits of this repository that no compiler and no linter keeps.
@Suite struct StyleTests {
    struct SourceFile: CustomTestStringConvertible {
        let path: String
        let lines: [String]

        var testDescription: String { path }

        /// All Swift files of the program.
        static let all: [SourceFile] = {
            let folder = Repository.file("Sources")
            let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
            return paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
                let text = (try? Repository.text("Sources/\(path)")) ?? ""
                return SourceFile(path: path, lines: text.components(separatedBy: "\n"))
            }
        }()

        /// Lines that hold one of `words` outside a comment, with the line before each.
        func uses(of words: [String]) -> [(before: String, line: String)] {
            zip([""] + lines, lines).filter { _, line in
                let code = line.components(separatedBy: "//")[0]
                return words.contains { code.contains($0) }
            }
            .map { ($0.0, $0.1) }
        }
    }

    @Test func thereAreSources() {
        #expect(SourceFile.all.count > 100)
        #expect(SourceFile.all.allSatisfy { $0.lines.count > 1 })
    }

    @Test(arguments: SourceFile.all)
    func filesAreShort(file: SourceFile) {
        #expect(file.lines.count <= 400)
    }

    @Test(arguments: SourceFile.all)
    func nothingIsLeftForLater(file: SourceFile) {
        #expect(file.lines.filter { $0.contains("TODO") || $0.contains("FIXME") || $0.contains("XXX") } == [])
    }

    /// What the compiler cannot check for us, and what ends the process, stands behind a sentence that says why it is right.
    @Test(arguments: SourceFile.all)
    func dangerousWordsAreProved(file: SourceFile) {
        let uses = file.uses(of: [
            "@unchecked", "nonisolated(unsafe)", "try!", "as!", "fatalError(", "preconditionFailure(", "unsafeBitCast",
            "assumingMemoryBound", "withMemoryRebound", "takeUnretainedValue", "takeRetainedValue",
        ])
        for use in uses {
            let isProved = use.line.contains("//") || use.before.contains("//")
            #expect(isProved, "\(use.line)")
        }
    }

    /// Only the program itself speaks on standard output.
    @Test(arguments: SourceFile.all.filter { !$0.path.hasPrefix("mig-gate/") })
    func nothingPrints(file: SourceFile) {
        #expect(file.uses(of: ["print("]).map(\.line) == [])
    }
}
