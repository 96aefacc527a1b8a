import Kubernetes
import Testing

@Suite struct AdmissionReviewTests {
    /// Reads a review with this request.
    private func withRequest<Result>(_ request: String, _ body: (AdmissionReview) throws -> Result) throws -> Result {
        let review = #"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":\#(request)}"#
        return try AdmissionReviewReader(documentDepth: 128, uidLimit: 128).withReview(Array(review.utf8), body)
    }

    private static let creation = #"""
        {"uid":"ef23aece-928b-4eaa-9a3a-1c9accea715b","kind":{"group":"apps","version":"v1","kind":"Deployment"},
        "resource":{"group":"apps","version":"v1","resource":"deployments"},"requestKind":{"group":"","kind":"Other"},
        "name":"llm","namespace":"team-a","operation":"CREATE","userInfo":{"username":"jane","uid":"7","groups":["g"]},
        "object":{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"other"}},"oldObject":null,
        "dryRun":true,"options":null,"future":{"uid":"x","operation":"DELETE"}}
        """#

    @Test func aCreation() throws {
        try withRequest(Self.creation) { review in
            #expect(review.uid == "ef23aece-928b-4eaa-9a3a-1c9accea715b")
            #expect(review.operation == .create)
            #expect(review.kind == GroupKind(group: "apps", kind: "Deployment"))
            #expect(review.name == "llm")
            #expect(review.namespace == "team-a")
            #expect(review.userName == "jane")
            #expect(review.isDryRun)
            #expect(!review.isForSubresource)
            #expect(review.object?.name == "other")
            #expect(review.oldObject == nil)
        }
    }

    /// The least that a question can be.
    @Test(arguments: [
        ("CREATE", AdmissionReview.Operation.create), ("UPDATE", .update), ("DELETE", .delete), ("CONNECT", .connect),
    ])
    func operations(text: String, operation: AdmissionReview.Operation) throws {
        try withRequest(#"{"uid":"1","kind":{"kind":"Pod"},"operation":"\#(text)"}"#) { review in
            #expect(review.operation == operation)
            #expect(review.kind == .pod)
            #expect(review.object == nil && review.oldObject == nil)
            #expect(review.name == "" && review.namespace == "" && review.userName == "")
            #expect(!review.isDryRun && !review.isForSubresource)
        }
    }

    @Test(
        arguments: [
            (#""object":null,"oldObject":{"metadata":{"name":"old"}}"#, nil, "old"),
            (#""object":{"metadata":{"name":"new"}},"oldObject":{"metadata":{"name":"old"}}"#, "new", "old"),
            (#""object":[],"oldObject":"x""#, nil, nil), (#""object":{},"oldObject":{}"#, "", ""),
            (#""object":{"metadata":{"name":"a"}},"\u006fbject":{"metadata":{"name":"b"}}"#, "b", nil),
        ] as [(String, String?, String?)]
    )
    func objects(fields: String, object: String?, oldObject: String?) throws {
        try withRequest(#"{"uid":"1","kind":{"kind":"Pod"},"operation":"UPDATE",\#(fields)}"#) { review in
            #expect(review.object?.name == object)
            #expect(review.oldObject?.name == oldObject)
        }
    }

    @Test(arguments: [
        (#""subResource":"status""#, true), (#""subResource":"scale""#, true), (#""subResource":"""#, false),
        (#""subResource":null"#, false), (#""subresource":"status""#, false), (#""x":"status""#, false),
    ])
    func subresources(field: String, isForSubresource: Bool) throws {
        try withRequest(#"{"uid":"1","kind":{"kind":"Pod"},"operation":"UPDATE",\#(field)}"#) { review in
            #expect(review.isForSubresource == isForSubresource)
        }
    }

    @Test(arguments: [
        (#""dryRun":true"#, true), (#""dryRun":false"#, false), (#""dryRun":null"#, false),
        (#""dryRun":"true""#, false),
        (#""dryRun":false,"dryRun":true"#, true),
    ])
    func dryRuns(field: String, isDryRun: Bool) throws {
        try withRequest(#"{"uid":"1","kind":{"kind":"Pod"},"operation":"CREATE",\#(field)}"#) { review in
            #expect(review.isDryRun == isDryRun)
        }
    }

    @Test(arguments: [
        (#""name":"a","object":{"metadata":{"name":"b","generateName":"c-"}}"#, "a"),
        (#""name":"","object":{"metadata":{"name":"b","generateName":"c-"}}"#, "b"),
        (#""object":{"metadata":{"name":"","generateName":"c-"}}"#, "c-"),
        (#""name":null,"object":{"metadata":{"generateName":"c-"}}"#, "c-"), (#""name":7,"object":{}"#, ""),
        (#""object":null,"oldObject":{"metadata":{"name":"old"}}"#, ""),
    ])
    func names(fields: String, name: String) throws {
        try withRequest(#"{"uid":"1","kind":{"kind":"Pod"},"operation":"CREATE",\#(fields)}"#) { review in
            #expect(review.name == name)
        }
    }

    @Test(arguments: [
        (#"{"kind":"Job","group":"batch.volcano.sh"}"#, GroupKind(group: "batch.volcano.sh", kind: "Job")),
        (#"{"kind":"Pod","group":null}"#, .pod), (#"{"kind":"x","kind":"Pod"}"#, .pod),
    ])
    func kinds(json: String, kind: GroupKind) throws {
        try withRequest(#"{"uid":"1","kind":\#(json),"operation":"CREATE"}"#) { #expect($0.kind == kind) }
    }

    @Test(arguments: [#"\"\\\/"#, #"a\u0000b"#, #"\ud83d\ude00é"#, " ", "{}"])
    func oddUIDsComeBackAsTheyCame(uid: String) throws {
        let answer = try withRequest(#"{"uid":"\#(uid)","kind":{"kind":"Pod"},"operation":"CREATE"}"#) { review in
            try withRequest(#"{"uid":"1","kind":{"kind":"Pod"},"operation":"CREATE","name":"\#(uid)"}"#) { other in
                #expect(review.uid == other.name)
            }
            return AdmissionResponse(decision: "allow").review(uid: review.uid)
        }
        let escaped = uid.replacing(#"\/"#, with: "/").replacing(#"\ud83d\ude00"#, with: "😀")
        #expect(String(decoding: answer, as: UTF8.self).contains(#""response":{"uid":"\#(escaped)","allowed""#))
    }

    @Test func aReaderIsUsedAgainAndAgain() throws {
        let reader = AdmissionReviewReader(documentDepth: 8, uidLimit: 128)
        for uid in ["1", "2", "3"] {
            #expect(throws: ReviewError.self) { try reader.withReview(Array("[[[[[[[[[[1]]]]]]]]]]".utf8)) { _ in } }
            let review = #"""
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview",
                "request":{"uid":"\#(uid)","operation":"CREATE","kind":{"kind":"Pod"}}}
                """#
            #expect(try reader.withReview(Array(review.utf8)) { $0.uid } == uid)
        }
    }

    @Test func whatTheBodyThrowsIsThrown() throws {
        #expect(throws: WalkError.tooDeep(path: "a", limit: 1)) {
            try withRequest(Self.creation) { _ in throw WalkError.tooDeep(path: "a", limit: 1) }
        }
    }

    @Test(
        arguments: [
            (#"{"metadata":{"annotations":{"kubectl":"{\"nvidia.com/mig-1g.5gb\":1}"}}}"#, true), (#"@T"#, true),
            (#"{"x":{"\u006evidia.com/mig-1g.5gb":1}}"#, true), (#"{"x":{"nvidia.com/gpu":1}}"#, false),
        ] as [(Manifest, Bool)]
    )
    func whatAReviewMentions(object: Manifest, isMentioned: Bool) throws {
        #expect(try withReview(of: object, .pod) { $0.mayMention("nvidia.com/mig-") } == isMentioned)
    }

    // MARK: For the log

    @Test func theRecordOfAReview() throws {
        try withRequest(Self.creation) { review in
            let record = review.record(
                message: "denied",
                decision: "deny",
                findings: ["ModelTooLarge", "BadCount"],
                declared: "50Gi",
                limit: "39Gi",
                obstacle: "too deep"
            )
            #expect(
                record == #"""
                    "message":"denied","decision":"deny","uid":"ef23aece-928b-4eaa-9a3a-1c9accea715b","operation":"CREATE",\#
                    "kind":"Deployment.apps","namespace":"team-a","name":"llm","user":"jane","dryRun":true,\#
                    "findings":["ModelTooLarge","BadCount"],"declared":"50Gi","limit":"39Gi","obstacle":"too deep"
                    """#
            )
        }
    }

    /// Nobody writes a line of their own into the log.
    @Test func theRecordEscapesWhatUsersChoose() throws {
        let request = #"""
            {"uid":"1","kind":{"kind":"Pod"},"operation":"DELETE","namespace":"a\"b",
            "name":"c\n{\"decision\":\"allow\"}","userInfo":{"username":"d\u0000\\"}}
            """#
        try withRequest(request) { review in
            let record = review.record(
                message: "admitted",
                decision: "allow",
                findings: [],
                declared: nil,
                limit: nil,
                obstacle: nil
            )
            #expect(
                record == #"""
                    "message":"admitted","decision":"allow","uid":"1","operation":"DELETE","kind":"Pod","namespace":"a\"b",\#
                    "name":"c\n{\"decision\":\"allow\"}","user":"d\u0000\\","findings":[]
                    """#
            )
        }
    }
}
