import ArgumentParser

struct CertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certs",
        abstract: "Keep the certificates that the API server trusts the gate by.",
        discussion: """
            For clusters without cert-manager.

            Example:
              mig-gate certs rotate --dry-run
            """,
        subcommands: [CertsRotate.self]
    )
}
