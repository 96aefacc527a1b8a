import ArgumentParser
import Webhook

struct AlertTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test message, and say in plain words what the service answers.",
        discussion: """
            What is refused comes with the way to mend it: the keyword that the robot asks for, the address to allow, by how \
            much the clock is off.

            Exit status: 0 if the message was taken, 1 if not, 2 if the file cannot be used.

            Example:
              mig-gate alert test --alerts alerts.yaml --receiver ml-feishu
            """
    )

    @OptionGroup var options: AlertOptions

    @Option(help: ArgumentHelp("The receiver, by its name in the file.", valueName: "name"))
    var receiver: String

    func run() throws {
        let test = try Unusable.guarding { try AlertTest(alertsFile: options.alerts, receiver: receiver) }
        let result = test.run()
        try StandardOutput.write(result.text + "\n")
        guard result.isDelivered else { throw ExitCode(1) }
    }
}
