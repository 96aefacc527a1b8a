import ArgumentParser
import Transport
import Webhook

struct PolicyCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say everything that is wrong with policy files.",
        discussion: """
            Each problem is a line with file, line, key and what to write instead; a file without problems gets one line that \
            says what it changes. A file may also be the manifest of a ConfigMap that holds policies under data.

            Exit status: 0 if all files are fine, 1 if one has problems, 2 if one cannot be read.

            Example:
              mig-gate policy check policy.yaml
              kubectl get configmap mig-gate -o yaml | mig-gate policy check -
            """
    )

    @Argument(
        help: ArgumentHelp("Policy files, or manifests of ConfigMaps; - reads standard input.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"])
    )
    var files: [String]

    func validate() throws {
        guard files.count(where: { $0 == PolicyReport.standardInput }) <= 1 else {
            throw ValidationError("- stands there twice, but standard input can be read only once")
        }
    }

    func run() throws {
        var worst = PolicyReport.Outcome.fine
        for file in files {
            let report = PolicyReport(file: file)
            if report.outcome == .unreadable {
                StandardError.write(Array("Error: \(report.text)\n".utf8))
            } else {
                try StandardOutput.write(report.text + "\n")
            }
            worst = max(worst, report.outcome)
        }
        guard worst == .fine else { throw ExitCode(CInt(worst.rawValue)) }
    }
}
