import Admission

/// A report in the XML of JUnit, as CI systems read it: a suite for each file, a test for each object that asks for GPUs.
struct JUnitReport {
    let report: CheckReport
    let style: ReportStyle

    var text: String {
        var files: [String] = []
        var objects: [String: [CheckedObject]] = [:]
        var problems: [String: [CheckProblem]] = [:]
        for (file, object, problem) in report.objects.map({ ($0.file, $0, nil as CheckProblem?) })
            + report.problems.map({ ($0.file, nil as CheckedObject?, $0) })
        {
            if objects[file] == nil, problems[file] == nil {
                files.append(file)
            }
            objects[file, default: []] += [object].compactMap(\.self)
            problems[file, default: []] += [problem].compactMap(\.self)
        }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mig-gate\">\n"
        for file in files {
            text += suite(file, objects[file] ?? [], problems[file] ?? [])
        }
        return text + "</testsuites>\n"
    }

    private func suite(_ file: String, _ objects: [CheckedObject], _ problems: [CheckProblem]) -> String {
        let failed = objects.count { $0.findings.contains(where: isFailure) }
        var text = """
              <testsuite name="\(Self.escaped(file))" tests="\(objects.count + problems.count)" failures="\(failed)" \
            errors="\(problems.count)">

            """
        for problem in problems {
            let line = problem.line.map { "line \($0)" } ?? "file"
            text += """
                    <testcase classname="\(Self.escaped(file))" name="\(line)">
                      <error type="unreadable" message="\(Self.escaped(problem.message))"/>
                    </testcase>

                """
        }
        for object in objects {
            text += test(object)
        }
        return text + "  </testsuite>\n"
    }

    private func test(_ object: CheckedObject) -> String {
        let name = Self.escaped(object.place)
        var text = """
                <testcase classname="\(Self.escaped(object.kind))" name="\(name)" file="\(Self.escaped(object.file))" \
            line="\(object.line)">

            """
        let failures = object.findings.filter(isFailure)
        if let worst = failures.first {
            text += """
                      <failure type="\(worst.code)" message="\(Self.escaped(worst.message))">\
                \(Self.escaped(failures.map(line).joined(separator: "\n")))</failure>

                """
        }
        let others = object.findings.filter { !isFailure($0) }
        if !others.isEmpty {
            text += "      <system-out>\(Self.escaped(others.map(line).joined(separator: "\n")))</system-out>\n"
        }
        return text + "    </testcase>\n"
    }

    private func isFailure(_ finding: CheckFinding) -> Bool {
        finding.action == .deny || style.isStrict && finding.action == .warn
    }

    private func line(_ finding: CheckFinding) -> String {
        let override = finding.override.map { " (\($0))" } ?? ""
        return "line \(finding.line): \(finding.action.name): \(finding.code): \(finding.message)\(override)"
    }

    /// Text as XML 1.0 has it; what no document may hold, not even escaped, becomes U+FFFD.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            // As they are some would be read as blanks, others would steer a terminal.
            case "\n", "\t", "\r", "\u{7F}"..."\u{9F}": escaped += "&#\(scalar.value);"
            case " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"...:
                escaped.unicodeScalars.append(scalar)
            default: escaped += "\u{FFFD}"
            }
        }
        return escaped
    }
}
