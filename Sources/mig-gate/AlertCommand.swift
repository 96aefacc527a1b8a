import ArgumentParser

struct AlertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert",
        abstract: "Check who hears of denials, and try whether messages arrive.",
        discussion: """
            The alerts file says who hears of what: groups in Feishu, DingTalk, WeCom and Slack, Alertmanager, or a webhook of \
            your own. docs/alerts.md explains every key.

            Example:
              mig-gate alert test --alerts alerts.yaml --receiver ml-feishu
            """,
        subcommands: [AlertCheck.self, AlertPreviewCommand.self, AlertTestCommand.self]
    )
}

/// The file that all of these commands read.
struct AlertOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The file that says who hears of denials.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var alerts: String
}
