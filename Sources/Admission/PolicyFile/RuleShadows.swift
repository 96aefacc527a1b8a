import Kubernetes

/// Finds rules that no object reaches, because a rule before them matches whatever they do. Only rules that look at nothing
/// but the namespace are known to.
struct RuleShadows {
    private var patterns: [(glob: Glob, key: String)] = []
    /// Comparisons that are left: patterns may be many, and reading a policy must not take long.
    private var patience = 2_000

    /// Adds a rule that has no selector.
    mutating func add(_ names: [Glob], _ key: String) {
        patterns += names.map { ($0, key) }
    }

    /// The rule that matches every namespace that one of `names` matches; no name means every namespace. Nil if none does
    /// alone.
    mutating func shadow(of names: [Glob]) -> String? {
        let names = names.isEmpty ? [Glob("*")] : names
        patience -= names.count * patterns.count
        guard patience > 0 else { return nil }
        return Set(patterns.map(\.key)).sorted().first { key in
            names.allSatisfy { name in patterns.contains { $0.key == key && $0.glob.covers(name) } }
        }
    }
}
