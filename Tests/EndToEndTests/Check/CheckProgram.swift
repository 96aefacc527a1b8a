import Foundation
import TestSupport

/// The built program as `mig-gate check`.
enum CheckProgram {
    /// Runs it in the root of the checkout.
    ///
    /// - Parameters:
    ///   - arguments: what follows `check`.
    ///   - environment: variables such as `NO_COLOR=1`.
    ///   - input: what it reads from standard input.
    /// - Returns: how it ended and what it said.
    /// - Throws: when it cannot be started.
    static func run(
        _ arguments: [String],
        environment: [String] = [],
        input: [UInt8] = []
    ) throws -> Command.Output {
        try Command.run(
            "env",
            ["--chdir", Repository.root.path] + environment + [Repository.executable.path, "check"] + arguments,
            input: input
        )
    }

    /// Runs a line of the shell that calls it as `$CHECK`.
    static func shell(_ line: String, environment: [String] = []) throws -> Command.Output {
        let check = "CHECK=\(Repository.executable.path) check"
        return try Command.run("env", ["--chdir", Repository.root.path, check] + environment + ["bash", "-c", line])
    }

    /// The report that it prints as JSON.
    static func report(_ arguments: [String], input: [UInt8] = []) throws -> CheckedReport {
        let output = try run(["--output", "json"] + arguments, input: input)
        return try JSONDecoder().decode(CheckedReport.self, from: Data(output.standardOutput.utf8))
    }
}

/// Programs beside ours.
enum TestPython {
    /// The interpreter that has what reads YAML and checks schemas.
    static let path: String = {
        let output = try? Command.run(Repository.file("scripts/test-venv.sh").path, [])
        guard let output, output.status == 0 else {
            preconditionFailure("scripts/test-venv.sh failed: \(output?.standardError ?? "it could not be started")")
        }
        return output.standardOutput.trimmingCharacters(in: .newlines)
    }()

    static func run(_ arguments: [String], input: [UInt8] = []) throws -> Command.Output {
        try Command.run(path, arguments, input: input)
    }
}
