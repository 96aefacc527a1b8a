import Admission
import Foundation

/// What is to be said about a policy file before anybody serves with it.
package struct PolicyReport: Sendable {
    package enum Outcome: Int, Comparable, Sendable {
        case fine = 0
        case problems = 1
        /// Nobody knows: the file could not be read.
        case unreadable = 2

        package static func < (left: Outcome, right: Outcome) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    package let outcome: Outcome
    /// A line for each problem, or one that says what the policy does differently from the standard.
    package let text: String

    /// What names standard input.
    package static let standardInput = FileContents.standardInput

    private init(_ outcome: Outcome, _ text: String) {
        self.outcome = outcome
        self.text = text
    }

    /// - Parameter file: the file's path; `-` reads standard input.
    package init(file: String) {
        do throws(ConfigurationError) {
            let name = file == Self.standardInput ? "stdin" : file
            let subject = ConfigurationSubject.policy
            self.init(yaml: try subject.text(try subject.read(file), name), file: name)
        } catch {
            self.init(.unreadable, error.description)
        }
    }

    init(yaml: String, file: String) {
        do throws(SettingsProblems) {
            let policies = try PolicyManifest.policies(in: yaml, file: file)
            let lines = policies.map { "\(file): fine: \($0.differences)" }
            self.init(.fine, lines.joined(separator: "\n"))
        } catch {
            self.init(.problems, error.description)
        }
    }
}

extension PolicySettings {
    /// What the policy does differently from the standard, counted.
    fileprivate var differences: String {
        let standard = PolicySettings.standard
        var parts = [
            Self.count(namespaceRules.count, "namespace rule"),
            Self.count(terms.headroom.byProfile.count, "headroom by profile", "headrooms by profile"),
            Self.count(terms.fixedLimits.count, "fixed limit"),
            Self.count(
                FindingCode.allCases.count { terms.actions[$0] != standard.terms.actions[$0] },
                "changed action"
            ),
            Self.count(
                overrides.users.count + overrides.groups.count,
                "pattern for overriders",
                "patterns for overriders"
            ),
            Self.count(workloads.count, "kind of workloads", "kinds of workloads"),
        ]
        let others = [
            ("headroom.default", terms.headroom.standard != standard.terms.headroom.standard),
            ("reserve", terms.reserve != standard.terms.reserve),
            ("gpus", terms.fleet != standard.terms.fleet),
            ("exempt", exemptions != standard.exemptions),
            ("sizeSources", sizeSources != standard.sizeSources),
            ("parallelismSources", parallelismSources != standard.parallelismSources),
        ]
        parts += others.map { name, differs in differs ? "its own \(name)" : nil }
        let text = parts.compactMap(\.self).joined(separator: ", ")
        return text.isEmpty ? "everything at its standard value" : text
    }

    private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String? {
        switch number {
        case 0: nil
        case 1: "1 \(one)"
        default: "\(number) \(many ?? one + "s")"
        }
    }
}
