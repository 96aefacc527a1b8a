import ArgumentParser
import Webhook

struct AlertPreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Print the messages that a review would lead to, as they would be sent.",
        discussion: """
            The review is judged, its findings go through the routes, and each receiver's message is printed as the body that \
            would be posted, apart from the signature. Nothing is sent, and no secret is needed.

            Exit status: 0, 2 if a file cannot be used.

            Example:
              mig-gate alert preview --alerts alerts.yaml review.json
            """
    )

    @OptionGroup var options: AlertOptions

    @Option(
        help: ArgumentHelp("The policy file; without it the standard values count.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var policy: String?

    @Option(help: ArgumentHelp("Only this receiver's message; all unless given.", valueName: "name"))
    var receiver: String?

    @Argument(
        help: ArgumentHelp("An AdmissionReview as JSON; - reads standard input.", valueName: "review"),
        completion: .file(extensions: ["json"])
    )
    var review: String

    func run() throws {
        let preview = try Unusable.guarding {
            try AlertPreview(alertsFile: options.alerts, policyFile: policy, reviewFile: review, receiver: receiver)
        }
        try StandardOutput.write(preview.text + "\n")
    }
}
