import ArgumentParser
import Webhook

@main
struct MigGate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mig-gate",
        abstract: "Keeps models that do not fit out of NVIDIA MIG slices.",
        discussion: """
            Units: amounts of memory are Kubernetes quantities (30Gi, 512Mi, bytes), durations are written 10s or 1m30s.

            Example:
              mig-gate serve --policy policy.yaml --tls-cert tls.crt --tls-key tls.key
            """,
        version: Version.current,
        subcommands: [Serve.self, Check.self, PolicyCommand.self, AlertCommand.self, CertsCommand.self, Profiles.self]
    )
}
