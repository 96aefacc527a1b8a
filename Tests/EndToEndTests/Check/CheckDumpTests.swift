import Foundation
import TestSupport
import Testing

/// What `kubectl get pods --all-namespaces` prints of a large cluster.
@Suite struct CheckDumpTests {
    private static let podCount = 20_000
    /// One pod in so many declares too much.
    private static let step = 97

    private func pods(_ format: String) -> String {
        var text = format == "json" ? "{\n\"apiVersion\": \"v1\",\n\"items\": [\n" : "apiVersion: v1\nitems:\n"
        for number in 0..<Self.podCount {
            let size = number % Self.step == 0 ? "50Gi" : "30Gi"
            text +=
                format == "json"
                ? """
                {"apiVersion": "v1", "kind": "Pod",
                 "metadata": {"name": "p\(number)", "namespace": "ml", "annotations": {"mig-gate.io/model-size": "\(size)"},
                  "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:spec": {"f:containers": {}}}}]},
                 "spec": {"containers": [
                  {"name": "llm", "image": "registry.example.com/llm:1", "resources": {"limits": {"nvidia.com/mig-3g.40gb": "1"}}}],
                  "nodeName": "node-\(number % 100)", "restartPolicy": "Always"},
                 "status": {"phase": "Running", "podIP": "10.0.0.1"}}\(number + 1 < Self.podCount ? "," : "")

                """
                : """
                - apiVersion: v1
                  kind: Pod
                  metadata:
                    annotations: {mig-gate.io/model-size: \(size)}
                    name: p\(number)
                    namespace: ml
                  spec:
                    containers:
                    - image: registry.example.com/llm:1
                      name: llm
                      resources:
                        limits:
                          nvidia.com/mig-3g.40gb: "1"
                    nodeName: node-\(number % 100)
                  status:
                    phase: Running

                """
        }
        return text + (format == "json" ? "],\n\"kind\": \"List\"\n}\n" : "kind: List\n")
    }

    @Test(arguments: [(format: "json", first: 8, lines: 7, mebibytes: 256), ("yaml", 11, 16, 2_048)])
    func aDumpOfManyPodsIsRead(format: String, first: Int, lines: Int, mebibytes: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(pods(format), to: "pods.\(format)")
        // Address space is what a shell can limit; the program maps some that it does not use.
        let output = try CheckProgram.shell("ulimit -v \((mebibytes + 512) << 10); $CHECK --output json \(path)")
        #expect(output.status == 1, "\(output.standardError)")
        let report = try JSONDecoder().decode(CheckedReport.self, from: Data(output.standardOutput.utf8))
        let numbers = stride(from: 0, to: Self.podCount, by: Self.step)
        #expect(report.summary.objectsWithGPUs == Self.podCount)
        #expect(report.findings.map(\.name) == numbers.map { "p\($0)" })
        #expect(report.findings.map(\.line) == numbers.map { first + $0 * lines })
    }
}
