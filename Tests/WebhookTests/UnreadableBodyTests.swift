import HTTP
import Testing

/// Bodies that are no review that can be answered. The API server shows the sentence to the person who asked.
@Suite struct UnreadableBodyTests {
    private static func review(_ request: String) -> String {
        #"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":\#(request)}"#
    }

    @Test(arguments: [
        ("{}", "the body is no AdmissionReview: kind is missing"),
        ("[]", "the body is no AdmissionReview: kind is missing"),
        (#"{"kind":"Pod","apiVersion":"v1"}"#, #"the body is no AdmissionReview: kind is "Pod""#),
        (
            #"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1"}"#,
            """
            the review is of apiVersion "admission.k8s.io/v1beta1"; mig-gate speaks admission.k8s.io/v1: set \
            admissionReviewVersions: [v1] in the webhook configuration
            """
        ),
        (
            #"{"kind":"AdmissionReview"}"#,
            """
            the review is of apiVersion ""; mig-gate speaks admission.k8s.io/v1: set admissionReviewVersions: [v1] in the \
            webhook configuration
            """
        ),
        (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}"#, "the AdmissionReview has no request"),
        (review("null"), "the AdmissionReview has no request"),
        (review("[]"), "the AdmissionReview has no request"),
        (review("{}"), "the AdmissionReview has no request.uid"),
        (review(#"{"uid":""}"#), "the AdmissionReview has no request.uid"),
        (review(#"{"uid":7}"#), "the AdmissionReview has no request.uid"),
        (review(#"{"uid":"u"}"#), "the AdmissionReview has no request.operation"),
        (
            review(#"{"uid":"u","operation":"PATCH"}"#),
            #"request.operation is "PATCH", not CREATE, UPDATE, DELETE or CONNECT"#
        ),
        (review(#"{"uid":"u","operation":"CREATE"}"#), "the AdmissionReview has no request.kind.kind"),
        (review(#"{"uid":"u","operation":"CREATE","kind":{}}"#), "the AdmissionReview has no request.kind.kind"),
        (
            String(repeating: "[", count: 10_017) + "1" + String(repeating: "]", count: 10_017),
            "the body is JSON that nests deeper than 10016 levels"
        ),
    ])
    func theSentenceSaysWhatIsWrong(body: String, sentence: String) {
        let response = Route().post(body)
        #expect(response.status == .badRequest)
        #expect(response.contentType == "text/plain; charset=utf-8")
        #expect(response.text == "\(sentence)\n")
    }

    @Test(arguments: ["", " ", "{", "kind: AdmissionReview", "\u{0}", "{}{}"])
    func whatIsNoJSONIsCalledThat(body: String) {
        let response = Route().post(body)
        #expect(response.status == .badRequest)
        #expect(response.text.hasPrefix("the body is not JSON: "))
        #expect(response.text.hasSuffix("\n"))
    }
}
