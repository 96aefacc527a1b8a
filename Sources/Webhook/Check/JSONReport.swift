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
            objectsWithGPUs: report.objectsWithGPUs,
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
        get throws { try PrettyJSON.pretty(self) }
    }
}
