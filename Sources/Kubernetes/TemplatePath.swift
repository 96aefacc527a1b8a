/// Where in an object something stands that says which resources a container wants, and what it is.
///
/// Written as people write JSON paths: `spec.workerGroupSpecs[*].template`, with `[*]` for every element of a list and
/// `{*}` for every value of a map; the empty path is the object itself.
package struct TemplatePath: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case field(FieldName)
        case everyElement
        case everyValue
    }

    /// What stands at the end of a path.
    package enum Shape: String, Hashable, Sendable, CaseIterable {
        /// A PodTemplateSpec: `metadata` and `spec`.
        case podTemplate
        /// A PodSpec without a template around it; nobody's metadata is the pod's.
        case podSpec
        /// One container that stands in no list.
        case container
        /// `limits` and `requests` without a container.
        case resources
        /// A plain map of resource names to amounts beside a `template`, as KubeRay's group-level `resources`: what it
        /// asks for differently from that template counts as a container of its own.
        case resourceList
        /// A whole object with `apiVersion` and `kind`.
        case object
    }

    package let steps: [Step]
    package let shape: Shape

    /// Reads a path; nil if `text` is none.
    package init?(_ text: String, _ shape: Shape) {
        var steps: [Step] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) where !text.isEmpty {
            var name = part
            var suffixes: [Step] = []
            while let suffix = Self.suffixes.first(where: { name.hasSuffix($0.text) }) {
                name = name.dropLast(suffix.text.count)
                suffixes.insert(suffix.step, at: 0)
            }
            guard !name.isEmpty, !name.contains(where: { "[]{}*".contains($0) }) else { return nil }
            steps.append(.field(FieldName(String(name))))
            steps.append(contentsOf: suffixes)
        }
        self.steps = steps
        self.shape = shape
    }

    private static let suffixes: [(text: String, step: Step)] = [("[*]", .everyElement), ("{*}", .everyValue)]
}
