import Kubernetes
import Testing

@Suite struct RequesterTests {
    private static let ann = Requester(user: "ann", groups: ["ml", "system:authenticated"])

    @Test(
        arguments: [
            (["ann"], [], true), (["a*"], [], true), (["bob", "ann"], [], true), ([], ["ml"], true),
            ([], ["system:*"], true), (["bob"], ["ml"], true), ([], [], false), (["bob"], ["ops"], false),
            // A user is no group, nor the other way round.
            (["ml"], ["ann"], false),
        ] as [([String], [String], Bool)]
    )
    func usersAndGroups(users: [String], groups: [String], isAmong: Bool) {
        #expect(Self.ann.isAmong(users: users.map { Glob($0) }, groups: groups.map { Glob($0) }) == isAmong)
    }

    @Test func nobodyIsNamedByNoPattern() {
        #expect(!Requester.nobody.isAmong(users: [Glob("a*"), Glob("?*")], groups: [Glob("*")]))
    }

    @Test(
        arguments: [
            (#""userInfo":{"username":"ann","groups":["a","b"]}"#, Requester(user: "ann", groups: ["a", "b"])),
            (#""userInfo":{"username":"ann","groups":null}"#, Requester(user: "ann", groups: [])),
            (#""userInfo":{"username":"ann","groups":["a",7,null,["b"]]}"#, Requester(user: "ann", groups: ["a"])),
            (#""userInfo":{"groups":["a"]}"#, Requester(user: "", groups: ["a"])),
            (#""userInfo":{"username":7,"groups":"a"}"#, .nobody), (#""userInfo":null"#, .nobody),
            (#""options":{"username":"eve"}"#, .nobody),
        ] as [(String, Requester)]
    )
    func whoAsks(field: String, requester: Requester) throws {
        let review = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview",\
            "request":{"uid":"1","operation":"CREATE","kind":{"kind":"Pod"},\(field)}}
            """
        let reader = AdmissionReviewReader(documentDepth: 128, uidLimit: 128)
        #expect(try reader.withReview(Array(review.utf8)) { $0.requester } == requester)
    }
}
