import Admission
import Kubernetes

/// A report for people: a block for each finding and problem, then a line that sums up.
///
///     llm.yaml:14: denied: ModelTooLarge in Deployment.apps ml/llm
///       container "triton": model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi (40Gi nominal - 1Gi headroom); …
struct TextReport {
    let report: CheckReport
    let style: ReportStyle

    var text: String {
        var text = ""
        for problem in report.problems {
            let file = shown(problem.file)
            let place = problem.line.map { "\(file):\($0)" } ?? file
            text += "\(place): \(colour(.red, "unreadable"))\n  \(problem.message)\n\n"
        }
        for object in report.objects {
            for finding in object.findings {
                let word = word(for: finding.action)
                text += "\(shown(object.file)):\(finding.line): \(word): \(finding.code) in \(object.title)\n"
                // A policy may have several problems, each in a line of its own.
                for line in finding.message.split(separator: "\n") {
                    text += "  \(Self.harmless(line))\n"
                }
                if let override = finding.override {
                    text += "  \(override)\n"
                }
                text += "\n"
            }
        }
        return text + report.summary + "\n"
    }

    /// A path without what would steer a terminal.
    private func shown(_ file: String) -> String {
        file.shortened(to: .max)
    }

    /// A line that begins with a stranger's words. GitHub takes one that begins with two colons, blanks apart, for a command.
    private static func harmless(_ line: Substring) -> String {
        line.hasPrefix("::") ? "\\u{3a}\(line.dropFirst())" : String(line)
    }

    private func word(for action: Action) -> String {
        switch action {
        case .deny: colour(.red, "denied")
        case .warn: colour(style.isStrict ? .red : .yellow, "warning")
        case .audit, .ignore: "under audit"
        }
    }

    /// Colours of ECMA-48's Select Graphic Rendition.
    private enum Colour: Int {
        case red = 31
        case yellow = 33
    }

    private func colour(_ colour: Colour, _ text: String) -> String {
        style.isColoured ? "\u{1B}[1;\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }
}
