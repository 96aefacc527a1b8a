import JSON

/// Reads AdmissionReviews one after another through buffers it keeps. Confined to one thread.
package final class AdmissionReviewReader {
    private let parser: JSONParser
    private let uidLimit: Int

    /// - Parameters:
    ///   - documentDepth: levels beyond which a body is refused, whether anybody reads there or not.
    ///   - uidLimit: bytes of a uid beyond which a review is refused: the answer repeats it.
    package init(documentDepth: Int, uidLimit: Int) {
        self.uidLimit = uidLimit
        parser = JSONParser(maximumDepth: documentDepth)
    }

    /// Reads `bytes` and lends the review to `body`; nothing of it may leave `body`.
    ///
    /// - Throws: `ReviewError` where the bytes are no review that can be answered, and what `body` throws.
    package func withReview<Result>(_ bytes: [UInt8], _ body: (AdmissionReview) throws -> Result) throws -> Result {
        do {
            return try parser.withDocument(bytes) { try body(AdmissionReview($0, uidLimit: uidLimit)) }
        } catch let error as JSONError {
            if case .outOfMemory = error {
                throw ReviewError.outOfMemory(reason: "\(error)")
            }
            throw ReviewError.notJSON(reason: "\(error)")
        }
    }
}
