import ArgumentParser
import Webhook

struct PolicySchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of policy files, for editors.",
        discussion: """
            The schema (draft-07) has titles, descriptions, standard values and patterns of every key. An editor with a YAML \
            language server completes and checks a policy whose first line is
              # yaml-language-server: $schema=policy.schema.json

            Example:
              mig-gate policy schema > policy.schema.json
            """
    )

    func run() throws {
        try StandardOutput.write(PolicySchemaText.text + "\n")
    }
}
