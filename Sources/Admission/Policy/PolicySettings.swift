package import Kubernetes

/// What the platform team decides, as its file says it.
package struct PolicySettings: Hashable, Sendable {
    /// What counts where no rule for namespaces matches.
    package var terms: Terms = .standard
    /// Rules for namespaces, in order: the first that matches counts.
    package var namespaceRules: [NamespaceRule] = []
    /// Whom the gate leaves alone.
    package var exemptions: Exemptions = .standard
    /// Who may let something in that does not fit, and for how long.
    package var overrides: OverrideRights = .standard
    /// Where a workload says how large its model is.
    package var sizeSources = Sources(annotations: ["mig-gate.io/model-size"])
    /// Where a workload says how many processes share the model.
    package var parallelismSources = Sources(annotations: ["mig-gate.io/tensor-parallel-size"])
    /// Where to look in kinds that the built-in table does not have.
    package var workloads: [GroupKind: [TemplatePath]] = [:]

    package init() {}

    /// What applies where no file says otherwise; `manifests/policy.yaml` spells it out.
    package static let standard = PolicySettings()
}
