import Kubernetes
import Testing

/// The bytes of an answer: the API server refuses one with a field too many or a uid that differs.
@Suite struct AdmissionResponseTests {
    private func expect(_ response: AdmissionResponse, uid: String = "1", _ expected: String) {
        let head = #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":"#
        #expect(String(decoding: response.review(uid: uid), as: UTF8.self) == head + expected + "}")
    }

    @Test func anAdmission() {
        expect(
            AdmissionResponse(decision: "allow"),
            uid: "ef23aece-928b-4eaa-9a3a-1c9accea715b",
            #"{"uid":"ef23aece-928b-4eaa-9a3a-1c9accea715b","allowed":true,"auditAnnotations":{"decision":"allow"}}"#
        )
    }

    @Test func anAdmissionWithWarnings() {
        expect(
            AdmissionResponse(warnings: ["first", #"se"cond"#], decision: "warn", findings: "SizeUndeclared"),
            #"{"uid":"1","allowed":true,"warnings":["first","se\"cond"],"#
                + #""auditAnnotations":{"decision":"warn","findings":"SizeUndeclared","uid":"1"}}"#
        )
    }

    @Test func aDenial() {
        expect(
            AdmissionResponse(
                denial: .init(message: "too\nlarge"),
                warnings: ["w"],
                decision: "deny",
                findings: "BadCount,ModelTooLarge"
            ),
            #"{"uid":"1","allowed":false,"#
                + #""status":{"status":"Failure","message":"too\nlarge","reason":"Forbidden","code":403},"warnings":["w"],"#
                + #""auditAnnotations":{"decision":"deny","findings":"BadCount,ModelTooLarge","uid":"1"}}"#
        )
    }

    @Test func anOverrideAndAnExemptionAreForTheAuditLog() {
        expect(
            AdmissionResponse(decision: "warn", findings: "ModelTooLarge", override: #"by "ann""#),
            #"{"uid":"1","allowed":true,"auditAnnotations":"#
                + #"{"decision":"warn","findings":"ModelTooLarge","uid":"1","override":"by \"ann\""}}"#
        )
        expect(
            AdmissionResponse(decision: "allow", exemption: "namespace kube-system"),
            #"{"uid":"1","allowed":true,"auditAnnotations":{"decision":"allow","exempt":"namespace kube-system"}}"#
        )
    }

    @Test func everyTextIsEscaped() {
        expect(
            AdmissionResponse(denial: .init(message: "\"m\u{1}"), decision: "\"d", findings: "\\f"),
            uid: "\"u\t",
            #"{"uid":"\"u\t","allowed":false,"#
                + #""status":{"status":"Failure","message":"\"m\u0001","reason":"Forbidden","code":403},"#
                + #""auditAnnotations":{"decision":"\"d","findings":"\\f","uid":"\"u\t"}}"#
        )
    }
}
