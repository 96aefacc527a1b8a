import Admission

/// How a report is written.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// For people.
    case text
    case json
    /// Static Analysis Results Interchange Format 2.1.0, for code scanning.
    case sarif
    /// Workflow commands, which GitHub shows beside the lines of a change.
    case github
    /// JUnit's XML, for the test reports of CI systems.
    case junit
}

/// How a report is written, besides its format.
package struct ReportStyle: Sendable {
    /// Whether a warning counts as a denial.
    package var isStrict: Bool
    /// Whether the text goes to somebody's terminal that shows colours.
    package var isColoured: Bool

    package init(isStrict: Bool, isColoured: Bool) {
        self.isStrict = isStrict
        self.isColoured = isColoured
    }
}

extension CheckReport {
    /// The report as text, with a newline at the end.
    package func written(as format: ReportFormat, _ style: ReportStyle) throws -> String {
        switch format {
        case .text: TextReport(report: self, style: style).text
        case .json: try JSONReport(self, style).text
        case .sarif: try SARIFReport(self).text
        case .github: GitHubReport(report: self).text
        case .junit: JUnitReport(report: self, style: style).text
        }
    }

    /// One line for people: what was read and what came of it.
    var summary: String {
        let kinds = containersByKind.map { "\($0.kind) \($0.count)" }.joined(separator: ", ")
        let containers = containersByKind.reduce(0) { $0 + $1.count }
        let exempt = objects.count { $0.exemption != nil }
        var parts = ["\(count(.deny)) denied", "\(count(.warn)) \(count(.warn) == 1 ? "warning" : "warnings")"]
        if count(.audit) > 0 {
            parts.append("\(count(.audit)) under audit")
        }
        if exempt > 0 {
            parts.append("\(exempt) exempt")
        }
        if !problems.isEmpty {
            parts.append("\(problems.count) unreadable")
        }
        return """
            \(parts.joined(separator: ", ")); \(containers) GPU \(containers == 1 ? "container" : "containers") in \
            \(objectsWithGPUs) of \(objects.count + passedOver) objects\(kinds.isEmpty ? "" : " (\(kinds))"), \
            \(fileCount) \(fileCount == 1 ? "file" : "files")
            """
    }
}
