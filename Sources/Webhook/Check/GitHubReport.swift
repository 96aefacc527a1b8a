import Admission

/// A report in GitHub's workflow commands: what a step prints becomes annotations beside the lines of a change (GitHub
/// documentation, "Workflow commands for GitHub Actions").
struct GitHubReport {
    let report: CheckReport

    var text: String {
        var text = ""
        for problem in report.problems {
            text += command("error", file: problem.file, line: problem.line, title: "unreadable", problem.message)
        }
        for object in report.objects {
            for finding in object.findings {
                let name =
                    switch finding.action {
                    case .deny: "error"
                    case .warn: "warning"
                    case .audit, .ignore: "notice"
                    }
                let title = "\(finding.code) in \(object.title)"
                let message = [finding.message, finding.override].compactMap(\.self).joined(separator: "\n")
                text += command(name, file: object.file, line: finding.line, title: title, message)
            }
        }
        return text + report.summary + "\n"
    }

    private func command(_ name: String, file: String, line: Int?, title: String, _ message: String) -> String {
        var properties = ["file=\(Self.property(file))"]
        if let line {
            properties.append("line=\(line)")
        }
        properties.append("title=\(Self.property(title))")
        return "::\(name) \(properties.joined(separator: ","))::\(Self.data(message))\n"
    }

    /// A message: only what would end it, or what stands for that, is escaped.
    private static func data(_ text: String) -> String {
        escaped(text, "%\r\n")
    }

    /// The value of a property, which a comma and a colon would end, too.
    private static func property(_ text: String) -> String {
        escaped(text, "%\r\n:,")
    }

    /// Scalar by scalar: a carriage return with a newline behind is one character, a colon with an accent another.
    private static func escaped(_ text: String, _ special: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if special.unicodeScalars.contains(scalar) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                escaped += scalar.value < 0x10 ? "%0\(digits)" : "%\(digits)"
            } else if scalar.properties.generalCategory == .control, scalar != "\t" {
                // Logs go to terminals, and there is no way to write it out.
                escaped += "\u{FFFD}"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
