import Kubernetes
import Testing

/// Why a body cannot be answered, in the words that the API server shows.
@Suite struct ReviewErrorTests {
    private static let versionHint = """
        ; mig-gate speaks admission.k8s.io/v1: set admissionReviewVersions: [v1] in the webhook configuration
        """

    @Test(arguments: [
        ("[]", "the body is no AdmissionReview: kind is missing"),
        ("7", "the body is no AdmissionReview: kind is missing"),
        ("{}", "the body is no AdmissionReview: kind is missing"),
        (#"{"kind":7}"#, "the body is no AdmissionReview: kind is missing"),
        (#"{"kind":"Pod","apiVersion":"v1"}"#, #"the body is no AdmissionReview: kind is "Pod""#),
        (#"{"kind":"AdmissionReview","kind":"x\"y"}"#, #"the body is no AdmissionReview: kind is "x\"y""#),
        (
            #"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1","request":{}}"#,
            #"the review is of apiVersion "admission.k8s.io/v1beta1""# + versionHint
        ),
        (#"{"kind":"AdmissionReview"}"#, #"the review is of apiVersion """# + versionHint),
        (#"{"kind":"AdmissionReview","apiVersion":1}"#, #"the review is of apiVersion """# + versionHint),
    ])
    func otherDocuments(body: String, message: String) {
        expect(message, of: body)
    }

    @Test(arguments: [
        (#"{}"#, "the AdmissionReview has no request"), (#"{"request":null}"#, "the AdmissionReview has no request"),
        (#"{"request":[]}"#, "the AdmissionReview has no request"),
        (#"{"Request":{"uid":"1"}}"#, "the AdmissionReview has no request"),
        (#"{"request":{"operation":"CREATE","kind":{"kind":"Pod"}}}"#, "the AdmissionReview has no request.uid"),
        (
            #"{"request":{"uid":"","operation":"CREATE","kind":{"kind":"Pod"}}}"#,
            "the AdmissionReview has no request.uid"
        ),
        (
            #"{"request":{"uid":1,"operation":"CREATE","kind":{"kind":"Pod"}}}"#,
            "the AdmissionReview has no request.uid"
        ),
        (#"{"request":{"uid":"1","kind":{"kind":"Pod"}}}"#, "the AdmissionReview has no request.operation"),
        (
            #"{"request":{"uid":"1","operation":null,"kind":{"kind":"Pod"}}}"#,
            "the AdmissionReview has no request.operation"
        ),
        (
            #"{"request":{"uid":"1","operation":"PATCH","kind":{"kind":"Pod"}}}"#,
            #"request.operation is "PATCH", not CREATE, UPDATE, DELETE or CONNECT"#
        ),
        (
            #"{"request":{"uid":"1","operation":"create","kind":{"kind":"Pod"}}}"#,
            #"request.operation is "create", not CREATE, UPDATE, DELETE or CONNECT"#
        ),
        (#"{"request":{"uid":"1","operation":"CREATE"}}"#, "the AdmissionReview has no request.kind.kind"),
        (#"{"request":{"uid":"1","operation":"CREATE","kind":"Pod"}}"#, "the AdmissionReview has no request.kind.kind"),
        (
            #"{"request":{"uid":"1","operation":"CREATE","kind":{"group":""}}}"#,
            "the AdmissionReview has no request.kind.kind"
        ),
    ])
    func incompleteReviews(review: String, message: String) {
        let separator = review == "{}" ? "" : ","
        expect(
            message,
            of: #"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"\#(separator)"# + review.dropFirst()
        )
    }

    @Test(arguments: ["", "{", "apiVersion: v1", "\u{FEFF}x", #"{"kind":"AdmissionReview""#])
    func whatIsNotJSON(body: String) throws {
        let error = #expect(throws: ReviewError.self) {
            try AdmissionReviewReader(documentDepth: 8, uidLimit: 10).withReview(Array(body.utf8)) { _ in }
        }
        #expect(try #require(error).description.hasPrefix("the body is not JSON: "))
    }

    @Test func aBodyThatNestsTooDeep() {
        let body = String(repeating: "[", count: 9) + "1" + String(repeating: "]", count: 9)
        expect("the body is JSON that nests deeper than 8 levels", of: body)
    }

    /// A message names what was sent, not all of it.
    @Test func longTextsAreCut() {
        let long = String(repeating: "x", count: 1_000)
        let cut = long.prefix(80) + "…"
        expect(#"the body is no AdmissionReview: kind is "\#(cut)""#, of: #"{"kind":"\#(long)"}"#)
        expect(
            #"the review is of apiVersion "\#(cut)""# + Self.versionHint,
            of: #"{"kind":"AdmissionReview","apiVersion":"\#(long)"}"#
        )
        expect(
            #"request.operation is "\#(cut)", not CREATE, UPDATE, DELETE or CONNECT"#,
            of: #"""
                {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1",
                "request":{"uid":"1","operation":"\#(long)","kind":{"kind":"Pod"}}}
                """#
        )
    }

    private func expect(_ message: String, of body: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let error = #expect(throws: ReviewError.self, sourceLocation: sourceLocation) {
            try AdmissionReviewReader(documentDepth: 8, uidLimit: 10).withReview(Array(body.utf8)) { _ in }
        }
        #expect(error?.description == message, sourceLocation: sourceLocation)
    }
}
