import Foundation
import HTTP

/// An AdmissionReview that answers, as the API server decodes it.
struct Answer: Decodable {
    let apiVersion: String
    let kind: String
    let response: Content

    struct Content: Decodable {
        let uid: String
        let allowed: Bool
        let status: Status?
        let warnings: [String]?
        let auditAnnotations: [String: String]
    }

    struct Status: Decodable, Equatable {
        let status: String
        let message: String
        let reason: String
        let code: Int
    }

    init(_ response: Response) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(response.body))
    }

    /// What kubectl prints of it.
    var lines: [String] {
        (response.warnings ?? []).map { "Warning: \($0)" } + (response.status.map { ["Error: \($0.message)"] } ?? [])
    }
}
