/// Reviews of one pod as text.
enum ReviewText {
    /// A pod of one container, whose parts are JSON.
    static func pod(
        uid: String = #""u-1""#,
        container: String = #""llm""#,
        size: String? = nil,
        limits: String = #""nvidia.com/mig-3g.40gb":"1""#
    ) -> String {
        let annotations = size.map { #""mig-gate.io/model-size":\#($0)"# } ?? ""
        return review(
            uid: uid,
            object: """
                {"metadata":{"name":"p","annotations":{\(annotations)}},\
                "spec":{"containers":[{"name":\(container),"resources":{"limits":{\(limits)}}}]}}
                """
        )
    }

    static func review(
        uid: String = #""u-1""#,
        kind: String = #"{"group":"","version":"v1","kind":"Pod"}"#,
        object: String
    ) -> String {
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":\(uid),"kind":\(kind),\
        "namespace":"ml","operation":"CREATE","userInfo":{"username":"ann"},"object":\(object)}}
        """
    }
}
