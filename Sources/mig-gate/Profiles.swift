import ArgumentParser
import Webhook

struct Profiles: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what each MIG slice has, and how large a model may be under a policy.",
        discussion: """
            NOMINAL is the number in the profile's name, USABLE what a slice really has (the smallest value seen), LIMIT what \
            a model must stay below. A profile that nobody has measured is estimated at 88 % of nominal.

            Example:
              mig-gate profiles --gpu H200 --policy policy.yaml
            """
    )

    enum Output: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    @Option(
        help: ArgumentHelp(
            """
            Only the GPUs with these words in their name or nvidia.com/gpu.product label: H200, 'A100 80GB'; the policy's GPUs \
            unless given.
            """,
            valueName: "words"
        )
    )
    var gpu: String?

    @Option(
        help: ArgumentHelp("The policy file; without it the standard values count.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var policy: String?

    @Option(help: "How to print: a table with sizes in Gi or Mi for people, or JSON for programs.")
    var output = Output.table

    func run() throws {
        let listing = try ProfileListing(policyFile: policy, gpu: gpu)
        print(output == .json ? try listing.json : listing.table)
    }
}
