import ArgumentParser
import Webhook

struct PolicyExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Print what a policy comes to: every limit, how it came about and which key decided.",
        discussion: """
            A table for what counts everywhere, then one for each rule of namespaces, with what differs.

            Example:
              mig-gate policy explain policy.yaml
            """
    )

    enum Output: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @Argument(help: "The policy file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(name: .shortAndLong, help: "How to print: text or json.")
    var output = Output.text

    func run() throws {
        let explanation = try Unusable.guarding { try PolicyExplanation(file: file) }
        try StandardOutput.write(output == .json ? try explanation.json : explanation.text + "\n")
    }
}
