import Admission
import Foundation

/// A report in the Static Analysis Results Interchange Format 2.1.0 (OASIS), which code scanning reads: a result for each
/// finding, a notification for each document that could not be read.
struct SARIFReport: Encodable {
    private let version = "2.1.0"
    private let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    private let runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case version
        case schema = "$schema"
        case runs
    }

    init(_ report: CheckReport) {
        let results = report.objects.flatMap { object in object.findings.map { Result($0, in: object) } }
        let notifications = report.problems.map { problem in
            Notification(
                level: "error",
                message: Message(text: problem.message),
                locations: [Location(file: problem.file, line: problem.line)]
            )
        }
        runs = [
            Run(
                tool: Tool(),
                invocations: [
                    Invocation(executionSuccessful: notifications.isEmpty, toolExecutionNotifications: notifications)
                ],
                results: results
            )
        ]
    }

    var text: String {
        get throws { try PrettyJSON.pretty(self) }
    }

    private struct Run: Encodable {
        let tool: Tool
        let invocations: [Invocation]
        let results: [Result]
        let columnKind = "unicodeCodePoints"
    }

    private struct Tool: Encodable {
        let driver = Driver()
    }

    private struct Driver: Encodable {
        let name = "mig-gate"
        let version = Version.current
        let rules =
            FindingCode.allCases.map { code in
                ReportingDescriptor(id: code.name, shortDescription: Message(text: code.explanation))
            } + [
                ReportingDescriptor(
                    id: CheckFinding.unreadable,
                    shortDescription: Message(text: "The object nests too deep or is too large to be looked at whole.")
                ),
                ReportingDescriptor(
                    id: PolicyGuard.code,
                    shortDescription: Message(text: "The ConfigMap holds a policy that the gate could not use.")
                ),
            ]
    }

    private struct ReportingDescriptor: Encodable {
        let id: String
        let shortDescription: Message
    }

    private struct Invocation: Encodable {
        let executionSuccessful: Bool
        let toolExecutionNotifications: [Notification]
    }

    private struct Notification: Encodable {
        let level: String
        let message: Message
        let locations: [Location]
    }

    private struct Message: Encodable {
        let text: String
    }

    private struct Result: Encodable {
        let ruleId: String
        let level: String
        let message: Message
        let locations: [Location]

        init(_ finding: CheckFinding, in object: CheckedObject) {
            ruleId = finding.code
            level =
                switch finding.action {
                case .deny: "error"
                case .warn: "warning"
                case .audit, .ignore: "note"
                }
            message = Message(text: [finding.message, finding.override].compactMap(\.self).joined(separator: "\n"))
            locations = [
                Location(
                    file: object.file,
                    line: finding.line,
                    logicalLocations: [LogicalLocation(name: object.name, fullyQualifiedName: object.title)]
                )
            ]
        }
    }

    private struct Location: Encodable {
        let physicalLocation: PhysicalLocation
        let logicalLocations: [LogicalLocation]?

        init(file: String, line: Int?, logicalLocations: [LogicalLocation]? = nil) {
            physicalLocation = PhysicalLocation(
                artifactLocation: ArtifactLocation(uri: Self.uri(file)),
                region: line.map { Region(startLine: $0) }
            )
            self.logicalLocations = logicalLocations
        }

        /// The file as a reference of RFC 3986, relative if the path is: code scanning takes the repository for its root.
        private static func uri(_ file: String) -> String {
            guard file != "-" else { return "stdin" }
            guard !file.hasPrefix("/") else { return URL(fileURLWithPath: file).absoluteString }
            let path = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
            // A colon in the first segment would end a scheme.
            let characters = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: ":"))
            return path.addingPercentEncoding(withAllowedCharacters: characters) ?? path
        }
    }

    private struct LogicalLocation: Encodable {
        let name: String
        let fullyQualifiedName: String
    }

    private struct PhysicalLocation: Encodable {
        let artifactLocation: ArtifactLocation
        let region: Region?
    }

    private struct ArtifactLocation: Encodable {
        let uri: String
    }

    private struct Region: Encodable {
        let startLine: Int
    }
}
