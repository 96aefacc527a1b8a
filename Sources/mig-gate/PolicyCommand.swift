import ArgumentParser

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Check, explain and compare policy files.",
        discussion: """
            A policy file says how large a model may be in a slice, what to do about one that is larger, and for whom. \
            docs/policy.md explains every key.

            Example:
              mig-gate policy check policy.yaml
            """,
        subcommands: [PolicyCheck.self, PolicyExplain.self, PolicyDiff.self, PolicySchema.self]
    )
}
