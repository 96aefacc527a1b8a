import ArgumentParser

@main
struct MigGate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mig-gate",
        abstract: "Keeps models that do not fit out of NVIDIA MIG slices.",
        subcommands: [Serve.self, Profiles.self]
    )
}
