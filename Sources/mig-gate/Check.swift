import ArgumentParser
import Glibc
import Webhook

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Judge manifests as the webhook would, before anybody applies them.",
        discussion: """
            Reads YAML (several documents, lists) and JSON from files, folders (*.yaml, *.yml, *.json below them) and, for -, \
            standard input. Objects that ask for no GPU are passed over.

            Examples:
              mig-gate check deploy/
              helm template ./chart | mig-gate check --policy policy.yaml -
              kubectl get pods -A -o json | mig-gate check --output json -

            Exit status: 0 if nothing is denied, 1 if something is, 2 if something could not be read, the policy included.
            """
    )

    @Argument(help: "Files, folders, or - for standard input.", completion: .file())
    var paths: [String]

    @Option(
        help: "The policy file; without it the standard policy applies.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var policy: String?

    @Option(name: .shortAndLong, help: "How to print: text, json, sarif, github or junit.")
    var output = ReportFormat.text

    @Flag(help: "Exit with 1 for warnings, too.")
    var strict = false

    @Option(name: .shortAndLong, help: "The namespace of objects that name none.")
    var namespace = "default"

    @Option(name: .customLong("as"), help: "Who would create the objects, for exemptions and overrides.")
    var user = ""

    @Option(name: .customLong("as-group"), help: "A group of --as; may be repeated.")
    var groups: [String] = []

    func run() throws {
        // A policy that cannot be used must not look like a denial.
        let check = try Unusable.guarding {
            try ManifestCheck(policyFile: policy, user: user, groups: groups, namespace: namespace)
        }
        let progress = Progress()
        check.progress = { progress.note() }
        ManifestFiles.forEach(in: paths) { file, bytes in
            check.check(bytes, file: file)
        } unreadable: { path, reason in
            check.note(unreadable: path, reason)
        }
        progress.end()
        let style = ReportStyle(isStrict: strict, isColoured: Terminal.showsColours(STDOUT_FILENO))
        try StandardOutput.write(try check.report.written(as: output, style))
        throw ExitCode(check.report.exitStatus(isStrict: strict))
    }
}

extension ReportFormat: ExpressibleByArgument {}
