import Kubernetes
import TestSupport
import Testing

@Suite struct ManifestReaderTests {
    private static let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ns}\n"

    @Test func aPod() {
        let reading = Reading("# Source: chart/templates/pod.yaml\n\n\(Self.pod)spec:\n  x: nvidia.com/mig-1g.5gb\n")
        let pod = Reading.Object(kind: "Pod", name: "a", namespace: "ns", line: 3, mentionsGPU: true)
        #expect(reading.objects == [pod])
        #expect(reading.problems == [] && reading.others == [])
    }

    @Test(arguments: [
        "", "\n", "---\n", "# only\n# comments\n", "---\nnull\n---\n~\n", "---\n---\n...\n", "\u{FEFF}", "null", "  ",
    ])
    func nothing(text: String) {
        let reading = Reading(text)
        #expect(reading.objects == [] && reading.others == [] && reading.problems == [])
    }

    @Test(arguments: [
        "\u{FEFF}" + pod, pod.replacing("\n", with: "\r\n"), "---\n" + pod, "--- # comment\n" + pod + "...\n",
        "%YAML 1.1\n---\n" + pod, String(pod.dropLast()), "{apiVersion: v1, kind: Pod, metadata: {name: a}}",
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}"#,
        "\u{FEFF}\n {\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}\n",
        "---\n" + #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}"#,
        #"--- {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}"#,
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a",},} # JSON it is not"#,
    ])
    func spellingsOfOnePod(text: String) {
        let reading = Reading(text)
        #expect(reading.names == ["a"])
        #expect(reading.problems == [])
    }

    @Test func aBrokenDocumentHidesNoOther() {
        let reading = Reading("\(Self.pod)---\na: b: c\n---\n\(Self.pod)---\nx: [\n---\n\(Self.pod)")
        #expect(reading.names == ["a", "a", "a"])
        #expect(reading.lines == [1, 7, 13])
        #expect(reading.problemLines == [5, 12])
        #expect(reading.problems.allSatisfy { $0.message.hasPrefix("not YAML: ") })
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", 1, #"the key "a" more than once"#),
        ("a:\n  {b: 1, b: 2}\n", 2, #"the key "b" more than once"#),
        ("a:\n\tb: 1\n", 2, "YAML allows no tabs"), ("a: 1\n? [x]\n: 2\n", 2, "a key is a list"),
        ("a: 1\n? {x: 1}\n: 2\n", 2, "a key is a map"), ("a: *x\n", 1, "undefined alias"),
        ("a: &x 1\nb: *y\n", 2, "undefined alias"), ("<<: 1\n", 1, "<< takes a map"),
        ("<<: [1]\n", 1, "<< takes a map"),
        ("a:\n  - b\n c: d\n", 3, "not YAML"), ("a: 'b\n", 2, "not YAML"), ("\n\na: \u{1}\n", 3, "not YAML"),
        ("{\"a\": 1\n", 2, "neither JSON nor YAML"),
    ])
    func problems(text: String, line: Int, words: String) throws {
        let reading = Reading("---\nnull\n---\n\(text)")
        let problem = try #require(reading.problems.first)
        #expect(reading.problems.count == 1)
        #expect(problem.line == line + 3)
        #expect(problem.message.contains(words), "\(problem)")
    }

    @Test(arguments: [
        "a: {{ .Values.x }}\n", "{{- if .Values.x }}\na: 1\n{{- end }}\n", "{{ a }}\n{{ b }}\n", "a: b: {{ c }}\n",
    ])
    func templates(text: String) throws {
        let problem = try #require(Reading(text).problems.first)
        #expect(problem.message.contains("helm template"), "\(problem)")
        #expect(Reading("a: b: c").problems.allSatisfy { !$0.message.contains("helm template") })
    }

    @Test func textThatIsNotUTF8() {
        let bytes = Array("\(Self.pod)---\na: 1\nb: ".utf8) + [0xC3, 0x28, 0x0A] + Array("---\n\(Self.pod)".utf8)
        let reading = Reading(bytes)
        #expect(reading.names == ["a", "a"])
        #expect(reading.problems == [ManifestProblem(line: 6, message: "not UTF-8; save the file in UTF-8")])
        #expect(
            Reading([0xFF, 0xFE, 0x61, 0x00]).problems.map(\.message) == ["the text is UTF-16; save the file in UTF-8"]
        )
    }

    @Test func whatIsNoObjectIsPassedOver() {
        let reading = Reading(
            "replicas: 1\n---\n\(Self.pod)---\njust text\n---\n- 1\n- \(#"{"a":1}"#)\n---\nkind: Pod\n"
        )
        #expect(reading.names == ["a"])
        #expect(reading.others == [1, 9, 10, 12])
        // What is no map at all is not what anybody meant to check.
        #expect(
            reading.problems.map(\.description) == [
                "line 7: here stands a single value, not an object; is this what another command has printed?"
            ]
        )
    }

    /// kubectl writes the kind of a list behind its items: what is cut off has none.
    @Test(arguments: [
        ("apiVersion: v1\nitems:\n- {apiVersion: v1, kind: Pod}\n", "a list of objects without kind; was it cut off?"),
        ("kind: Pod\nspec: {limits: {nvidia.com/gpu: 1}}\n", "an object without apiVersion; write one such as v1"),
        ("apiversion: v1\nkind: Pod\nnvidia.com/mig-1g.5gb: 1\n", "an object without apiVersion; write one such as v1"),
        ("apiVersion: v1\nnvidia.com/mig-1g.5gb: 1\n", "an object without kind"),
    ])
    func whatDoesNotSayWhatItIsIsNamed(text: String, message: String) {
        #expect(Reading(text).problems.map(\.message) == [message])
    }

    @Test(arguments: [
        "apiVersion: v2\nname: chart\n", "items: [1, 2]\n", "items: {a: 1}\nkind: List\n",
        "resources: {limits: {nvidia.com/mig-1g.5gb: 1}}\n", "kind: Kustomization\n",
    ])
    func whatNeedNotSayItIsPassedOver(text: String) {
        #expect(Reading(text).problems == [])
        #expect(Reading(text).others.count == 1)
    }

    @Test func aProblemInWords() {
        #expect("\(ManifestProblem(line: 3, message: "a"))" == "line 3: a")
        #expect("\(ManifestProblem(line: nil, message: "a"))" == "a")
    }

    @Test func oneReaderReadsManyTexts() {
        let reader = ManifestReader(documentDepth: 128)
        var names: [String] = []
        for text in [
            Self.pod, "a: [", Self.pod, #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}"#, Self.pod,
        ] {
            reader.read(Array(text.utf8)) {
                names.append($0.object.name)
            } other: { _ in
            } problem: { _ in
                names.append("-")
            }
        }
        #expect(names == ["a", "-", "a", "b", "a"])
    }
}
