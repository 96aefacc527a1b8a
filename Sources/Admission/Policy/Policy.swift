package import Kubernetes
package import MIG

/// A policy ready to judge by: what the platform team has decided, with what follows from it worked out.
///
/// An immutable object, swapped whole when the file changes; requests pass a reference along.
package final class Policy: Sendable {
    package let settings: PolicySettings
    package let catalogue: Catalogue
    /// What counts where no rule for namespaces matches.
    package let general: EffectivePolicy
    /// What counts for the objects that each rule matches, in the rules' order.
    package let rules: [(rule: NamespaceRule, effective: EffectivePolicy)]

    package init(_ settings: PolicySettings, catalogue: Catalogue = .shipped, kinds: KindTable = .standard) {
        let kinds = kinds.adding(settings.workloads)
        self.settings = settings
        self.catalogue = catalogue
        general = EffectivePolicy(settings, settings.terms, catalogue, kinds)
        rules = settings.namespaceRules.map { ($0, EffectivePolicy(settings, $0.terms, catalogue, kinds)) }
    }

    /// What counts for `object` in `namespace`.
    func effective(for object: KubernetesObject, in namespace: String) -> EffectivePolicy {
        rules.first { $0.rule.matches(object, in: namespace) }?.effective ?? general
    }
}
