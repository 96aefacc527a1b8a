import Kubernetes
import Testing

@Suite struct KubernetesObjectTests {
    @Test(
        arguments: [
            (#"{"metadata":{"name":"a","namespace":"n"}}"#, "a", "n", false),
            (#"{"metadata":{"generateName":"a-","namespace":""}}"#, "a-", nil, false),
            (#"{"metadata":{"name":"","generateName":""}}"#, "", nil, false),
            (#"{"metadata":{"name":7,"namespace":7,"deletionTimestamp":7}}"#, "", nil, false),
            (#"{"metadata":[]}"#, "", nil, false),
            ("{}", "", nil, false),
            (#"{"name":"a","namespace":"n","deletionTimestamp":"2026-01-01T00:00:00Z"}"#, "", nil, false),
            (#"{"metadata":{"name":"a","deletionTimestamp":"2026-01-01T00:00:00Z"}}"#, "a", nil, true),
            (#"{"metadata":{"name":"a","deletionTimestamp":null}}"#, "a", nil, false),
        ] as [(Manifest, String, String?, Bool)]
    )
    func metadata(object: Manifest, name: String, namespace: String?, isBeingDeleted: Bool) throws {
        try withReview(of: object, .pod) { review in
            let object = try #require(review.object)
            #expect(object.name == name)
            #expect(object.namespace == namespace)
            #expect(object.isBeingDeleted == isBeingDeleted)
        }
    }

    /// The review's word on the kind counts: an object's own may be that of another version.
    @Test func theKindIsWhatTheReviewSays() throws {
        let object: Manifest = #"{"apiVersion":"extensions/v1beta1","kind":"Other","spec":{"template":@T}}"#
        #expect(try withReview(of: object, .deployment) { $0.object?.kind } == .deployment)
        #expect(try sightings(in: object, of: .deployment) == template("spec.template"))
    }
}
