import TestSupport
import Testing

@testable import Webhook

@Suite struct AlertPreviewTests {
    @Test func aReviewThatIsNotThereIsToldInPlainWords() throws {
        let folder = try TemporaryFolder()
        let alerts = try folder.write(
            "receivers: [{\(AlertText.receiver)}]\n\(AlertText.rest)\n",
            to: "alerts.yaml"
        )
        let review = folder.path("review.json")
        #expect(throws: ConfigurationError("\(review): the review cannot be read: there is no such file")) {
            try AlertPreview(alertsFile: alerts, policyFile: nil, reviewFile: review, receiver: nil)
        }
        _ = try folder.write("{}", to: "review.json")
        let problem = "the body is no AdmissionReview: kind is missing"
        #expect(throws: ConfigurationError("\(review): the review cannot be read: \(problem)")) {
            try AlertPreview(alertsFile: alerts, policyFile: nil, reviewFile: review, receiver: nil)
        }
    }
}
