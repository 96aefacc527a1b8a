/// Finds products by what people and nodes call them.
extension Catalogue {
    /// The product that a node with this `nvidia.com/gpu.product` label holds, as a set of one; nil if the catalogue has
    /// none such.
    ///
    /// GPU feature discovery appends `-SHARED` under time-slicing and `-MIG-<profile>` under the single MIG strategy, and
    /// drivers before R470 left out the `NVIDIA-` in front (k8s-device-plugin `internal/lm/resource.go`).
    package func gpus(labelled label: String) -> GPUSet? {
        guard Self.mayBeName(label) else { return nil }
        var product = label[...]
        if let mig = product.firstRange(of: "-MIG-") {
            product = product[..<mig.lowerBound]
        }
        if product.hasSuffix("-SHARED") {
            product = product.dropLast("-SHARED".count)
        }
        return set { gpus[$0].productLabels.contains { $0 == product || $0.dropFirst("NVIDIA-".count) == product } }
    }

    /// The products whose name or label has `text` in it as whole words, case apart: `H200`, `a100 80gb`. Nil if none has.
    package func gpus(named text: String) -> GPUSet? {
        guard Self.mayBeName(text) else { return nil }
        let wanted = Self.words(text)
        guard !wanted.isEmpty else { return nil }
        return set { gpu in
            names[gpu].contains { $0.contains(wanted) }
        }
    }

    /// Whether a product may be called so: longer texts, and such beyond ASCII, are not worth comparing.
    private static func mayBeName(_ text: String) -> Bool {
        text.utf8.count <= 128 && text.utf8.allSatisfy { $0 < 0x80 }
    }

    private func set(where matches: (Int) -> Bool) -> GPUSet? {
        var result = GPUSet.none
        for index in gpus.indices where matches(index) {
            result.insert(index)
        }
        return result.isEmpty ? nil : result
    }

    /// The words of a name or label, in lower case.
    static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }
}
