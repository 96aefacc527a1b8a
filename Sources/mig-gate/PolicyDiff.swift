import ArgumentParser
import Webhook

struct PolicyDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two policies, and what each makes of the workloads of a cluster.",
        discussion: """
            Without --file only the policies are compared. With it every slice that a workload of the dump asks for is judged \
            under both: what would newly be denied or admitted, by how much each misses or clears its limit, and which \
            workloads come closest to theirs. What a Deployment or another workload of the dump looks after is counted with it.

            Examples:
              mig-gate policy diff old.yaml new.yaml
              kubectl get pods -A -o json > dump.json
              mig-gate policy diff old.yaml new.yaml -f dump.json

            Exit status: 0 if nothing is newly denied, 1 if something is, 2 if something could not be read.
            """
    )

    enum Output: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @Argument(help: "The policy that counts now.", completion: .file(extensions: ["yaml", "yml"]))
    var old: String

    @Argument(help: "The policy that may take its place.", completion: .file(extensions: ["yaml", "yml"]))
    var new: String

    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: "Manifests or a dump of a cluster: a file, a folder, or - for standard input. May be repeated.",
        completion: .file()
    )
    var dumps: [String] = []

    @Flag(help: "List every slice, not only those whose answer changes and the closest.")
    var all = false

    @Option(name: .shortAndLong, help: "How to print: text or json.")
    var output = Output.text

    func run() throws {
        let comparison = try Unusable.guarding { try PolicyComparison(old: old, new: new) }
        let progress = Progress()
        comparison.progress = { progress.note() }
        ManifestFiles.forEach(in: dumps) { file, bytes in
            comparison.compare(bytes, file: file)
        } unreadable: { path, reason in
            comparison.note(unreadable: path, reason)
        }
        progress.end()
        try StandardOutput.write(output == .json ? try comparison.json : comparison.text(showsAll: all) + "\n")
        throw ExitCode(comparison.exitStatus)
    }
}
