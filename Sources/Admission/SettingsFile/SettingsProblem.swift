/// One thing wrong with a file of settings: where, what stands there, and what should.
package struct SettingsProblem: Hashable, Sendable {
    /// From 1; nil for the file as a whole.
    package let line: Int?
    /// The key, from the root: `headroom.profiles.3g.40gb`. Empty for the file as a whole.
    package let key: String
    package let message: String
}

/// Everything wrong with a file of settings. Nothing of such a file is used.
package struct SettingsProblems: Error, Hashable, Sendable {
    /// The file as the operator named it.
    package let file: String
    package let problems: [SettingsProblem]
}

extension SettingsProblems: CustomStringConvertible {
    /// A line for each problem: `policy.yaml:3: headroom.default: "1GiB" is no quantity: write 1Gi`.
    package var description: String { lines.joined(separator: "\n") }

    /// The lines one by one.
    package var lines: [String] {
        problems.map { problem in
            let place = problem.line.map { "\(file):\($0)" } ?? file
            return problem.key.isEmpty
                ? "\(place): \(problem.message)" : "\(place): \(problem.key): \(problem.message)"
        }
    }
}
