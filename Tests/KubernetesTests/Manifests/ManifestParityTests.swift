import Foundation
import Kubernetes
import TestSupport
import Testing
import Yams

@Suite struct ManifestParityTests {
    /// However an object is written, a walk sees the same.
    @Test(arguments: RecordedReview.all)
    func oneObjectInFourTexts(review: RecordedReview) throws {
        let body = try #require(try JSONSerialization.jsonObject(with: Data(review.body)) as? [String: Any])
        let request = try #require(body["request"] as? [String: Any])
        guard let object = request["object"] as? [String: Any] else { return }
        let json = try #require(String(data: JSONSerialization.data(withJSONObject: object), encoding: .utf8))
        // JSON is YAML, whose emitter writes it in blocks.
        let tree = try #require(try compose(yaml: json))
        let blocks = try serialize(node: blockStyle(tree))
        let list = #"{"apiVersion":"v1","kind":"List","items":[\#(json)]}"#
        let indented = blocks.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        let expected = Reading(json)
        #expect(expected.objects.count == 1)
        for text in [blocks, list, "apiVersion: v1\nkind: List\nitems:\n-\n\(indented)\n"] {
            let reading = Reading(text)
            #expect(reading.problems == [])
            #expect(reading.objects.map(withoutLines) == expected.objects.map(withoutLines))
        }
    }

    private func withoutLines(_ object: Reading.Object) -> Reading.Object {
        var object = object
        object.line = 0
        object.containers = object.containers.map { $0[..<($0.lastIndex(of: ":") ?? $0.endIndex)] }.map { String($0) }
        return object
    }

    private func blockStyle(_ node: Node) -> Node {
        switch node {
        case .mapping(let mapping): Node(mapping.map { ($0.key, blockStyle($0.value)) }, .implicit, .block)
        case .sequence(let sequence): Node(sequence.map { blockStyle($0) }, .implicit, .block)
        case .scalar, .alias: node
        }
    }
}
