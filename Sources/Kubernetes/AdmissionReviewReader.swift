import JSON

/// Reads AdmissionReviews one after another through buffers it keeps. Confined to one thread.
package final class AdmissionReviewReader {
    private let parser: JSONParser

    /// - Parameter documentDepth: levels beyond which a body is refused, whether anybody reads there or not.
    package init(documentDepth: Int) {
        parser = JSONParser(maximumDepth: documentDepth)
    }

    /// Reads `bytes` and lends the review to `body`; nothing of it may leave `body`.
    ///
    /// - Throws: `ReviewError` where the bytes are no review that can be answered, and what `body` throws.
    package func withReview<Result>(_ bytes: [UInt8], _ body: (AdmissionReview) throws -> Result) throws -> Result {
        do {
            return try parser.withDocument(bytes) { try body(AdmissionReview($0)) }
        } catch let error as JSONError {
            if case .outOfMemory = error {
                throw ReviewError.outOfMemory(reason: "\(error)")
            }
            throw ReviewError.notJSON(reason: "\(error)")
        }
    }
}
