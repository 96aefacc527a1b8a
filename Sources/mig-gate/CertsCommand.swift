import ArgumentParser

struct CertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certs",
        abstract: "Issue the gate's certificates where nobody else does.",
        discussion: """
            A CA of the gate's own signs its serving certificate. The API server trusts the CA through the webhook's caBundle.

            Example:
              mig-gate certs issue --out certs
            """,
        subcommands: [CertsIssue.self]
    )
}
