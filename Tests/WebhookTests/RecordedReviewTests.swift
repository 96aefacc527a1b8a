import HTTP
import Kubernetes
import TestSupport
import Testing

@Suite struct RecordedReviewTests {
    @Test(arguments: RecordedReview.all)
    func aReviewGetsItsAnswer(review: RecordedReview) throws {
        let body = try review.body
        let response = Route().post(String(decoding: body, as: UTF8.self))
        #expect(response.status == .ok)
        #expect(response.contentType == "application/json")
        let answer = try Answer(response)
        #expect(answer.apiVersion == "admission.k8s.io/v1")
        #expect(answer.kind == "AdmissionReview")
        let uid = try AdmissionReviewReader(documentDepth: 1000, uidLimit: 128).withReview(body) { $0.uid }
        #expect(answer.response.uid == uid)
        #expect(answer.response.allowed == review.allowed)
        #expect((answer.response.status == nil) == review.allowed)
        #expect(
            answer.response.auditAnnotations["findings"]
                == (review.findings.isEmpty ? nil : review.findings.joined(separator: ","))
        )
    }

    @Test func whatPeopleReadStaysAsItIs() throws {
        var texts: [String: String] = [:]
        for review in RecordedReview.all {
            let lines = try Answer(Route().post(String(decoding: review.body, as: UTF8.self))).lines
            if !lines.isEmpty {
                texts[review.case] = lines.joined(separator: "\n")
            }
        }
        try Golden("Tests/WebhookTests/Golden/reviews").check(texts)
    }

    /// Controllers copy the first 300 characters of a denial into Events; a warning is cut at 256.
    @Test(arguments: RecordedReview.all)
    func causeAndFixAreInWhatIsKept(review: RecordedReview) throws {
        let answer = try Answer(Route().post(String(decoding: review.body, as: UTF8.self)))
        for line in answer.response.status?.message.split(separator: "\n") ?? [] {
            #expect(line.count <= 300)
        }
        for warning in answer.response.warnings ?? [] {
            #expect(warning.count <= 120)
        }
    }
}
