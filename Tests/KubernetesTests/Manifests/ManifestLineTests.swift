import Kubernetes
import Testing

@Suite struct ManifestLineTests {
    private static let block = """
        # first
        apiVersion: batch.volcano.sh/v1alpha1
        kind: Job
        spec:
          tasks:
            - name: x

            - template:
                spec:
                  initContainers: [{name: i, resources: {}}]
                  containers:
                    # the one
                    - image: y
                      name: c
                      resources: {}
                    -
                      name: d
                      resources: {}
          thing:
            resources:
              limits: {a: 1}

        """

    @Test func blockYAML() {
        #expect(
            Reading(Self.block).containers == [
                "spec.tasks[1].template.spec.initContainers[0] i  :10",
                "spec.tasks[1].template.spec.containers[0] c  :13",
                "spec.tasks[1].template.spec.containers[1] d  :17",
                "spec.thing.resources - a=1 :20",
            ]
        )
        // Lines are lines however they end.
        #expect(Reading(Self.block.replacing("\n", with: "\r\n")).containers == Reading(Self.block).containers)
        #expect(Reading("\u{FEFF}" + Self.block).containers == Reading(Self.block).containers)
        #expect(Reading("a: 1\n---\n" + Self.block).containers.first?.hasSuffix(":12") == true)
    }

    @Test func flowYAML() {
        let text =
            "{apiVersion: v1, kind: Pod,\n spec: {\n  containers: [{name: a, resources: {}},\n   {name: b, resources: {}}]}}"
        #expect(Reading(text).containers == ["spec.containers[0] a  :3", "spec.containers[1] b  :4"])
        #expect(Reading(text).lines == [1])
    }

    @Test func aliasesAndMerges() {
        let text = """
            apiVersion: v1
            kind: Pod
            x-base: &base
              name: b
              resources: {limits: {a: 1}}
            spec:
              containers:
              - <<: *base
                name: own
              - *base
              - {<<: [{resources: {limits: {a: 2}}}, *base], image: z}

            """
        let reading = Reading(text)
        #expect(reading.problems == [])
        #expect(
            reading.containers == [
                "spec.containers[0] own a=1 :8", "spec.containers[1] b a=1 :4", "spec.containers[2] b a=2 :11",
            ]
        )
    }

    @Test func linesOfJSON() {
        let text = """

            {"apiVersion": "v1",
              "kind": "Pod",
              "spec": {"containers": []},
              "metadata": {"x": ["}", "\\"]", {"spec": 1}]},
              "sp\\u0065c": {
                "c\\u006Fntainers": [
                  {"name": "\\ud83d\\ude00", "resources": {}},
                  {
                    "name": "b", "n": [[1, -2.5e3], true, {"a": null}], "resources": {}
                  }
                ]
              }
            }
            """
        #expect(Reading(text).containers == ["spec.containers[0] 😀  :8", "spec.containers[1] b  :9"])
        #expect(Reading(text).lines == [2])
        #expect(Reading(text.replacing("\n", with: "\r\n")).containers == Reading(text).containers)
        #expect(Reading("{\n\n\"apiVersion\":\"v1\",\"kind\":\"Pod\"}").lines == [3])
    }

    /// Keys that only their escapes tell apart from others.
    @Test func escapedKeys() {
        let key = "a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"
        let text =
            "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Thing\",\"spec\":{\"a\":1,\n\"\(key)\":\n{\"limits\":{\"a\":1}}}}"
        #expect(Reading(text).containers.first?.hasSuffix(":3") == true)
    }
}
