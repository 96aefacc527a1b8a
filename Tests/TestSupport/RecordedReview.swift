import Foundation
import Testing

/// An AdmissionReview as a Kubernetes 1.36 API server sent it, with the answer that it must get.
package struct RecordedReview: Decodable, Sendable, CustomTestStringConvertible {
    /// The name of the file in `Tests/Fixtures/reviews`, without its ending.
    package let `case`: String
    package let allowed: Bool
    /// Codes, in alphabetical order.
    package let findings: [String]

    /// All of them, as `index.json` lists them.
    package static let all: [RecordedReview] = {
        do {
            let index = try Data(contentsOf: Repository.file("Tests/Fixtures/reviews/index.json"))
            return try JSONDecoder().decode([RecordedReview].self, from: index)
        } catch {
            preconditionFailure("Tests/Fixtures/reviews/index.json cannot be read: \(error)")
        }
    }()

    /// The body of the request.
    package var body: [UInt8] {
        get throws { try Repository.bytes("Tests/Fixtures/reviews/\(`case`).json") }
    }

    package var testDescription: String { `case` }
}
