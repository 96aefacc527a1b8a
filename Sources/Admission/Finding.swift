package import MIG

/// One thing wrong with one container.
package struct Finding: Sendable {
    package let code: FindingCode
    /// The container, in the words of a message: `container "llm"`, or the path of a resources fragment.
    package let subject: String
    /// The extended resource it is about; where several are, the first.
    package let resource: String
    /// The model size that the container declares, whole.
    package let declared: MemorySize?
    /// What of it one slice has to hold.
    package let declaredPerSlice: MemorySize?
    /// The limit that the size was held against, where one was.
    package let limit: Limit?
    private let texts: @Sendable () -> Texts

    /// What is wrong in a few words, and behind it how that came about and the way out.
    struct Texts {
        let cause: String
        let detail: String
    }

    /// - Parameter texts: called only when the finding is shown, which those of an old object never are.
    init(
        _ code: FindingCode,
        _ request: SliceRequest,
        resource: String? = nil,
        limit: Limit? = nil,
        texts: @escaping @Sendable () -> Texts
    ) {
        self.code = code
        self.subject = request.subject
        self.resource = resource ?? request.claims.first?.resource ?? ""
        self.declared = request.size.value
        self.declaredPerSlice = request.sizePerSlice
        self.limit = limit
        self.texts = texts
    }

    /// One sentence for a warning: what is wrong, with its numbers.
    package var summary: String { "\(subject): \(texts().cause)" }

    /// The whole message: what is wrong, how it came about, and the way out.
    package var message: String {
        let texts = texts()
        return "\(subject): \(texts.cause)\(texts.detail)"
    }
}
