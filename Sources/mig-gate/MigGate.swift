import ArgumentParser
import Webhook

@main
struct MigGate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mig-gate",
        abstract: "Keeps models that do not fit out of NVIDIA MIG slices.",
        version: Version.current,
        subcommands: [Serve.self, Check.self, PolicyCommand.self, Profiles.self]
    )
}
