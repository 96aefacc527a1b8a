import ArgumentParser

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Check, explain and compare policy files.",
        subcommands: [PolicyExplain.self, PolicyDiff.self]
    )
}
