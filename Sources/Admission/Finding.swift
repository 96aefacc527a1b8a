package import MIG

/// One thing wrong with one container.
package struct Finding: Sendable {
    package let code: FindingCode
    /// The container it is about.
    let request: SliceRequest
    /// Which of the container's claims it is about; nil where it is about the container as a whole.
    private let claimIndex: Int?
    /// The limit that the size was held against, where one was.
    package let limit: Limit?

    init(_ code: FindingCode, _ request: SliceRequest, claim index: Int? = nil, limit: Limit? = nil) {
        self.code = code
        self.request = request
        claimIndex = index
        self.limit = limit
    }

    /// The claim it is about, or the first of several.
    var claim: SliceRequest.Claim { request.claims[claimIndex ?? 0] }

    /// The position of the container among all of its object, in the order of `KubernetesObject.forEachContainer`.
    package var ordinal: Int { request.ordinal }

    /// The container's name; nil for a fragment that has none.
    package var container: String? { request.container }

    /// The resource that the finding is about, or the first of several: `nvidia.com/mig-3g.40gb`.
    package var resource: String { claim.resource }

    /// The model size that the container declares, whole.
    package var declared: DeclaredSize? { request.size.value }

    /// What one of several processes has to hold, where a declared parallelism divides the model; else nil.
    package var share: MemorySize? {
        request.parallelism.value.flatMap { $0 > 1 ? request.sizePerSlice : nil }
    }

    /// What would help, for a model that is too large; worked out anew at each call.
    package var wayOut: WayOut? { ModelTooLarge.wayOut(of: self, request.policy) }

    /// What counts for the container.
    package var policy: EffectivePolicy { request.policy }
}

extension Finding {
    /// One sentence for a warning: what is wrong, with its numbers.
    package var summary: String { words.cause }

    /// The whole message: what is wrong, how it came about, and the way out.
    package var message: String { words.all }

    private var words: FindingWords {
        var words = FindingWords()
        request.writeSubject(to: &words.text)
        words.text += ": "
        rule(for: code).describe(self, request.policy, &words)
        return words
    }
}

/// The words for a finding: what is wrong, with its numbers; then how that came about and the way out.
struct FindingWords {
    var text = Text(capacity: 256)
    private var causeEnd: Int?

    /// Ends what is wrong: from here on stands how it came about.
    mutating func beginDetail() {
        causeEnd = text.utf8.count
    }

    var cause: String { text.string(upTo: causeEnd ?? text.utf8.count) }

    var all: String { text.string(upTo: text.utf8.count) }
}
