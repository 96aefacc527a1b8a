import Kubernetes
import Testing

@Suite struct ManifestListTests {
    private static let yaml = """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: Pod
          metadata:
            name: a
        - {apiVersion: v1, kind: Pod, metadata: {name: b}}
        -
          apiVersion: v1
          kind: PodList
          items:
          - metadata:
              name: c
          - apiVersion: apps/v1
            kind: Deployment
            metadata: {name: d}
        - x: 1
        - text

        """

    @Test func anyListInYAML() {
        let reading = Reading(Self.yaml)
        #expect(reading.names == ["a", "b", "c", "d"])
        #expect(reading.objects.map(\.kind) == ["Pod", "Pod", "Pod", "Deployment.apps"])
        #expect(reading.lines == [4, 8, 13, 15])
        #expect(reading.others == [18, 19])
        #expect(reading.problems == [])
    }

    @Test func anyListInJSON() {
        let reading = Reading(
            """
            {
              "apiVersion": "v1", "kind": "List",
              "items": [
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}},
                {
                  "apiVersion": "example.com/v1", "kind": "ThingList",
                  "items": [
                    {"metadata": {"name": "b"}}, {
                      "metadata": {"name": "c"}}
                  ]
                },
                {"x": 1},
                7
              ]
            }
            """
        )
        #expect(reading.names == ["a", "b", "c"])
        #expect(reading.objects.map(\.kind) == ["Pod", "Thing.example.com", "Thing.example.com"])
        #expect(reading.lines == [4, 8, 9])
        #expect(reading.others == [12, 13])
    }

    @Test(arguments: [
        (#"[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}},{"apiVersion":"v1","kind":"Pod"}]"#, 2, 0),
        ("- apiVersion: v1\n  kind: Pod\n- 1\n", 1, 1), (#"{"apiVersion":"v1","kind":"PodList","items":[]}"#, 0, 0),
        ("kind: List\nitems:\n- {apiVersion: v1, kind: Pod}\n", 1, 0),
        ("apiVersion: v1\nkind: AllowList\nspec: {}\n", 1, 0),
        ("apiVersion: v1\nkind: List\nitems:\n", 1, 0), ("[]", 0, 0),
        (#"[null, [{"apiVersion":"v1","kind":"Pod"}]]"#, 0, 2),
    ])
    func listsOfAllKinds(text: String, objects: Int, others: Int) {
        let reading = Reading(text)
        #expect(reading.objects.count == objects)
        #expect(reading.others.count == others)
        #expect(reading.problems == [])
    }

    @Test func anItemSpeaksForItselfAlone() {
        let pod = #"{"apiVersion":"v1","kind":"Pod"}"#
        let other = #"{"apiVersion":"v1","kind":"Pod","x":{"nvidia\u002ecom/gpu":"1"}}"#
        for text in ["[\(pod),\(other)]", "- \(pod)\n- \(other)\n"] {
            #expect(Reading(text).objects.map(\.mentionsGPU) == [false, true])
        }
    }

    @Test(arguments: [
        "\n", " ", "", "\r\n\r\n",
    ])
    func severalJSONDocumentsInARow(separator: String) {
        let documents = ["a", "b{}", "c"].map { #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"\#($0)"}}"# }
        let reading = Reading(documents.joined(separator: separator))
        #expect(reading.names == ["a", "b{}", "c"])
        #expect(reading.problems == [])
    }

    @Test func aBrokenOneInTheRow() {
        let pod = #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}"#
        let reading = Reading("\(pod)\n{\"a\" 1}\n\n\(pod)\n{\"a\":")
        #expect(reading.names == ["a", "a"])
        #expect(reading.lines == [1, 4])
        #expect(reading.problemLines == [2, 5])
    }

    @Test func documentsOfJSONBetweenMarkers() {
        let pod = #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}"#
        let reading = Reading("\(pod)\n---\n\n\(pod)\n--- \(pod)\n---\nx: [\n")
        #expect(reading.lines == [1, 4, 5])
        #expect(reading.problems.count == 1)
    }

    /// Of 20,000 items each place is looked up; from the start each time this would take minutes.
    @Test func longLists() {
        let pod = #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"resources":{}}]}}"#
        let items = Array(repeating: pod, count: 20_000).joined(separator: ",\n")
        let clock = ContinuousClock()
        var reading = Reading("")
        let time = clock.measure { reading = Reading("{\"kind\":\"List\",\"items\":[\n\(items)]}") }
        #expect(reading.lines == Array(2..<20_002))
        #expect(reading.containers.last == "spec.containers[0] -  :20001")
        #expect(time < .seconds(30))
    }
}
