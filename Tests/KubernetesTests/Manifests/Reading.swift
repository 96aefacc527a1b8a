import Kubernetes

/// What a reader has told of a text.
struct Reading {
    struct Object: Hashable {
        var kind: String
        var name: String
        var namespace: String?
        var line: Int
        /// For each container, where it stands, its claims, and its line.
        var containers: [String] = []
        var mentionsGPU: Bool
    }

    private(set) var objects: [Object] = []
    private(set) var others: [Int] = []
    private(set) var problems: [ManifestProblem] = []

    init(_ text: String, documentDepth: Int = 128) {
        self.init(Array(text.utf8), documentDepth: documentDepth)
    }

    init(_ bytes: [UInt8], documentDepth: Int = 128) {
        var objects: [Object] = []
        var others: [Int] = []
        var problems: [ManifestProblem] = []
        ManifestReader(documentDepth: documentDepth).read(bytes) { manifest in
            var object = Object(
                kind: "\(manifest.object.kind)",
                name: manifest.object.name,
                namespace: manifest.object.namespace,
                line: manifest.line,
                mentionsGPU: manifest.mayMention("nvidia.com/")
            )
            try? manifest.object.forEachContainer(.standard, depthLimit: 128) { container in
                let claims = container.claims(on: "").map { "\($0.name)=\($0.limit?.description ?? "-")" }
                let name = container.name ?? "-"
                let line = manifest.line(of: container.path)
                object.containers.append("\(container.path) \(name) \(claims.joined(separator: " ")) :\(line)")
            }
            objects.append(object)
        } other: { line in
            others.append(line)
        } problem: { problem in
            problems.append(problem)
        }
        self.objects = objects
        self.others = others
        self.problems = problems
    }

    var names: [String] { objects.map(\.name) }
    var lines: [Int] { objects.map(\.line) }
    var containers: [String] { objects.flatMap(\.containers) }
    /// Lines of problems.
    var problemLines: [Int?] { problems.map(\.line) }
}

/// A pod in YAML whose annotation `v` is `value`, as it stands there.
func annotated(_ value: String) -> String {
    "apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    v: \(value)\n"
        + "spec:\n  containers:\n  - name: c\n    resources: {}\n"
}
