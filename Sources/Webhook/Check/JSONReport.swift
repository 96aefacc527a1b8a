import Admission
import Foundation

/// A report for programs: an object with the findings, the problems and a summary.
struct JSONReport: Encodable {
    private let findings: [Finding]
    private let problems: [Problem]
    private let summary: Summary

    private struct Finding: Encodable {
        let file: String
        let line: Int
        let kind: String
        let namespace: String
        let name: String
        let container: String?
        let code: String
        let action: String
        let resource: String?
        let declared: String?
        let limit: String?
        let message: String
        let summary: String
        let override: String?
    }

    private struct Problem: Encodable {
        let file: String
        let line: Int?
        let message: String
    }

    private struct Summary: Encodable {
        let files: Int
        let objects: Int
        let objectsWithGPUs: Int
        let objectsExempt: Int
        let gpuContainers: [String: Int]
        let denied: Int
        let warnings: Int
        let audited: Int
        let unreadable: Int
        let exitStatus: Int32
    }

    init(_ report: CheckReport, _ style: ReportStyle) {
        findings = report.objects.flatMap { object in
            object.findings.map { finding in
                Finding(
                    file: object.file,
                    line: finding.line,
                    kind: object.kind,
                    namespace: object.namespace,
                    name: object.name,
                    container: finding.container,
                    code: finding.code,
                    action: finding.action.name,
                    resource: finding.resource,
                    declared: finding.declared,
                    limit: finding.limit,
                    message: finding.message,
                    summary: finding.summary,
                    override: finding.override
                )
            }
        }
        problems = report.problems.map { Problem(file: $0.file, line: $0.line, message: $0.message) }
        summary = Summary(
            files: report.fileCount,
            objects: report.objects.count + report.passedOver,
            objectsWithGPUs: report.objects.count,
            objectsExempt: report.objects.count { $0.exemption != nil },
            gpuContainers: Dictionary(uniqueKeysWithValues: report.containersByKind.map { ($0.kind, $0.count) }),
            denied: report.count(.deny),
            warnings: report.count(.warn),
            audited: report.count(.audit),
            unreadable: report.problems.count,
            exitStatus: report.exitStatus(isStrict: style.isStrict)
        )
    }

    var text: String {
        get throws { try JSONText.pretty(self) }
    }
}

/// JSON that people read, too: indented, keys in alphabetical order, and nothing in it that steers a terminal.
enum JSONText {
    static func pretty(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return escaped(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
    }

    /// Writes out what the encoder leaves as it is, and what can only stand in strings.
    private static func escaped(_ json: String) -> String {
        var escaped = ""
        var rest = json.unicodeScalars[...]
        while let index = rest.firstIndex(where: isHidden) {
            escaped.unicodeScalars.append(contentsOf: rest[..<index])
            for unit in String(rest[index]).utf16 {
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            rest = rest[json.unicodeScalars.index(after: index)...]
        }
        return escaped.isEmpty ? json : escaped + String(rest)
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x7F else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
