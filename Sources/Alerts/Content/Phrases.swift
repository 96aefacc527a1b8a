/// Everything that messages say, in one language. Every phrase must be given: a language that lacks one does not compile.
/// Phrases have none of the characters that a service's markup knows.
struct Phrases: Sendable {
    /// One kind of finding.
    struct Finding: Sendable {
        /// A few words for a title.
        let title: Template
        /// One or two sentences: what is wrong and what would come of it.
        let explanation: Template
    }

    /// What was done about a finding.
    struct Action: Sendable {
        /// In one word or a few.
        let name: Template
        /// Title of a message about one workload: `workload`, `finding`.
        let title: Template
        /// Title of a message about several things that were all treated so: `count`, `workloads`.
        let total: Template
        /// One of several totals: `count`.
        let tally: Template
    }

    /// What stands before a value.
    struct Labels: Sendable {
        let object: Template
        let owner: Template
        let container: Template
        let slice: Template
        let declared: Template
        let limit: Template
        let wayOut: Template
        /// Before the sentence that kubectl shows, which is English.
        let kubectl: Template
        /// Before the same sentence where kubectl does not show it.
        let finding: Template
        let user: Template
        let team: Template
        let time: Template
        let cluster: Template
        let decision: Template
        let receiver: Template
        /// Before what else was found in the object.
        let further: Template
        /// Before the people whom a message mentions.
        let mentions: Template
    }

    /// How large a model is, and how a limit came about.
    struct Sizes: Sendable {
        /// `declared`, `share`
        let shared: Template
        /// `limit`, `derivation`
        let derived: Template
        /// `nominal`, `headroom`
        let nominal: Template
        /// `usable`, `gpu`, `reserve`
        let measured: Template
        /// `usable`, `reserve`
        let estimated: Template
        let fixed: Template
        /// `fixed`, `usable`, `gpu`
        let cappedMeasured: Template
        /// `fixed`, `usable`
        let cappedEstimated: Template
    }

    /// What would help, in a sentence, and in few words for a list.
    struct WaysOut: Sendable {
        /// `resource`, `limit`
        let slice: Template
        /// `annotation`, `processes`
        let sharing: Template
        /// `resource`, `limit`, `annotation`, `processes`
        let splitting: Template
        let none: Template
        /// `resource`
        let shortSlice: Template
        /// `annotation`, `processes`
        let shortSharing: Template
        /// `resource`, `processes`
        let shortSplitting: Template
        let shortNone: Template
    }

    /// How often, and how many more.
    struct Counts: Sendable {
        /// Titles of messages about things that were not all treated alike, or not all known: `count`, `workloads`.
        let total: Template
        let totalOrMore: Template
        /// The same where no workload is known: `count`.
        let alerts: Template
        /// `count`
        let times: Template
        /// `count`, `before`, `total`
        let timesAgain: Template
        /// `items`, `count`
        let more: Template
        /// `count`
        let unrecorded: Template
        /// Findings of the same object that are told of nowhere else: `count`.
        let further: Template
        /// One of several totals, of what is not listed: `count`.
        let tallyOfOthers: Template
    }

    struct Times: Sendable {
        /// `first`, `last`
        let period: Template
        /// `count`, `first`, `last`
        let repeated: Template
        /// `before`, `total`
        let before: Template
        /// `delay`, `created`, `sent`
        let delayed: Template
        /// `minutes`
        let minutes: Template
        /// `hours`, `minutes`
        let hours: Template
    }

    /// One line of a digest.
    struct Lines: Sendable {
        /// `container`
        let container: Template
        /// `declared`, `limit`
        let sizes: Template
        /// `declared`, `limit`, `resource`
        let sizesOnSlice: Template
        /// `user`
        let user: Template
    }

    struct Test: Sendable {
        let title: Template
        /// What it proves that this is read: `receiver`.
        let proof: Template
        let calm: Template
    }

    let modelTooLarge: Finding
    let unknownProfile: Finding
    let mixedGPUAndMIG: Finding
    let sizeUnreadable: Finding
    let badCount: Finding
    let parallelismTooWide: Finding
    let sizeUndeclared: Finding
    let parallelAcrossSlices: Finding
    let overrideRefused: Finding
    let objectUnreadable: Finding
    let policyUnusable: Finding

    let deny: Action
    let warn: Action
    let audit: Action

    let labels: Labels
    let sizes: Sizes
    let waysOut: WaysOut
    let counts: Counts
    let times: Times
    let lines: Lines
    let test: Test

    /// `id`
    let messageID: Template
    /// Between a label and its value.
    let colon: Template
    /// Around words of a stranger: `text`.
    let quotation: Template
}

extension Phrases {
    static func of(_ language: Language) -> Phrases {
        switch language {
        case .en: english
        case .zh: chinese
        }
    }

    /// The words for a finding by its code; nil for a code that is newer than the words.
    func finding(_ code: String) -> Finding? {
        switch code {
        case "ModelTooLarge": modelTooLarge
        case "UnknownProfile": unknownProfile
        case "MixedGPUAndMIG": mixedGPUAndMIG
        case "SizeUnreadable": sizeUnreadable
        case "BadCount": badCount
        case "ParallelismTooWide": parallelismTooWide
        case "SizeUndeclared": sizeUndeclared
        case "ParallelAcrossSlices": parallelAcrossSlices
        case "OverrideRefused": overrideRefused
        case "ObjectUnreadable": objectUnreadable
        case "PolicyUnusable": policyUnusable
        default: nil
        }
    }

    func action(_ severity: Severity) -> Action {
        switch severity {
        case .deny: deny
        case .warn: warn
        case .audit: audit
        }
    }
}
