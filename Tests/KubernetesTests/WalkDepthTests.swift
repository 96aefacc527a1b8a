import Kubernetes
import Testing

@Suite struct WalkDepthTests {
    private func nested(_ count: Int, _ open: String, _ inner: String, _ close: String) -> Manifest {
        let json = String(repeating: open, count: count) + inner + String(repeating: close, count: count)
        return Manifest(stringLiteral: #"{"spec":\#(json)}"#)
    }

    /// The map of amounts is the deepest: `spec`, then the repetitions, then `limits`.
    @Test(arguments: [
        (#"{"a":"#, "}", 1, ".a"), ("[", "]", 1, "[0]"), (#"[{"a":"#, "}]", 2, "[0].a"),
        (#"{"apiVersion":"v1","kind":"Pod","a":"#, "}", 1, ".a"),
    ])
    func theLimitIsExact(open: String, close: String, levels: Int, step: String) throws {
        for count in [0, 1, 2, 31, 63] {
            let object = nested(count, open, "@R", close)
            let depth = 1 + count * levels + 1
            let path = "spec" + String(repeating: step, count: count)
            #expect(try sightings(in: object, of: .unknown, depthLimit: depth) == [path])
            #expect(throws: WalkError.self, "\(count) times \(open)") {
                try sightings(in: object, of: .unknown, depthLimit: depth - 1)
            }
        }
    }

    @Test func theErrorSaysWhereTheWalkStopped() throws {
        #expect(throws: WalkError.tooDeep(path: "spec.a.a", limit: 3)) {
            try sightings(in: nested(3, #"{"a":"#, "{}", "}"), of: .unknown, depthLimit: 3)
        }
        #expect(throws: WalkError.tooDeep(path: "spec.containers", limit: 2)) {
            try sightings(in: #"{"spec":{"containers":[@C]}}"#, of: .pod, depthLimit: 2)
        }
        #expect(try sightings(in: #"{"spec":@S}"#, of: .pod, depthLimit: 3) == podSpec("spec"))
    }

    /// Nobody looks there, so it may be as deep as it likes.
    @Test func whatIsNotReadMayNestDeeper() throws {
        let deep = nested(200, #"{"a":"#, "1", "}").json
        let pod: Manifest = #"{"metadata":\#(deep),"status":\#(deep),"spec":{"volumes":\#(deep),"containers":[@C]}}"#
        #expect(try sightings(in: pod, of: .pod) == ["spec.containers[0] c"])
        let object: Manifest = #"{"metadata":\#(deep),"status":\#(deep),"spec":{"containers":[@C]}}"#
        #expect(try sightings(in: object, of: .unknown) == ["spec.containers[0] c"])
    }

    @Test(arguments: [(#"{"a":"#, "}"), ("[", "]"), (#"{"apiVersion":"v1","kind":"List","items":["#, "]}")])
    func hostileDepthIsRefused(open: String, close: String) throws {
        let object = nested(4_900, open, "@R", close)
        let error = #expect(throws: WalkError.self) { try sightings(in: object, of: .unknown) }
        guard case .tooDeep(_, let limit) = error else { return }
        #expect(limit == 128)
    }

    @Test func theErrorInWords() {
        #expect(
            "\(WalkError.tooDeep(path: "spec.a[0]", limit: 128))"
                == "the object nests deeper than 128 levels at spec.a[0]"
        )
        // Keys are a stranger's, and may be long or break the line.
        let path = "a\nb" + String(repeating: "x", count: 300)
        #expect(
            "\(WalkError.tooDeep(path: path, limit: 1))"
                == "the object nests deeper than 1 levels at a\\u{a}b\(String(repeating: "x", count: 77))…"
        )
    }
}
