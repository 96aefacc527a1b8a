import Alerts
import ArgumentParser
import Webhook

struct AlertCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say everything that is wrong with an alerts file.",
        discussion: """
            Each problem is a line with file, line, key and what to write instead. URLs and secrets are looked up where the \
            file says that they are, but nothing is sent.

            Exit status: 0 if the file is fine, 2 if it cannot be used.

            Example:
              mig-gate alert check alerts.yaml
            """
    )

    @Argument(
        help: ArgumentHelp("The alerts file.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var file: String

    func run() throws {
        let summary = try Unusable.guarding {
            try AlertConfiguration.summary(of: file, check: { $0.problem() }, checkCA: TrustedCA.problem)
        }
        try StandardOutput.write(summary + "\n")
    }
}
