import Foundation

/// A program that a test runs to its end.
package struct Command {
    package struct Output: Sendable {
        package let status: Int32
        package let standardOutput: String
        package let standardError: String
    }

    /// Runs a program found on the PATH, or named by its path, and waits for it.
    ///
    /// - Parameters:
    ///   - program: a name or a path.
    ///   - arguments: what follows it.
    ///   - input: what it reads from standard input.
    /// - Returns: how it ended and what it said.
    /// - Throws: when there is no such program.
    @discardableResult
    package static func run(_ program: String, _ arguments: [String], input: [UInt8] = []) throws -> Output {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program.hasPrefix("/") ? program : "/usr/bin/env")
        process.arguments = program.hasPrefix("/") ? arguments : [program] + arguments
        let (standardInput, output, error) = (Pipe(), Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = error
        try process.run()
        // Both pipes are emptied while the program runs, or a talkative one would wait for ever.
        let errorText = Collector(error)
        let outputText = Collector(output)
        try? standardInput.fileHandleForWriting.write(contentsOf: Data(input))
        try? standardInput.fileHandleForWriting.close()
        process.waitUntilExit()
        return Output(
            status: process.terminationStatus,
            standardOutput: outputText.text(),
            standardError: errorText.text()
        )
    }

    /// Reads a pipe to its end on a thread of its own.
    private final class Collector: @unchecked Sendable {
        // Written by the reading thread before it signals, read after that signal.
        private var data = Data()
        private let done = DispatchSemaphore(value: 0)

        init(_ pipe: Pipe) {
            Thread.detachNewThread { [self] in
                data = pipe.fileHandleForReading.readDataToEndOfFile()
                done.signal()
            }
        }

        func text() -> String {
            done.wait()
            return String(decoding: data, as: UTF8.self)
        }
    }
}
