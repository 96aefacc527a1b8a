import Admission
import Alerts
import MIG

extension Severity {
    /// What was done about a finding; nil for nothing.
    init?(_ action: Action) {
        switch action {
        case .ignore: return nil
        case .audit: self = .audit
        case .warn: self = .warn
        case .deny: self = .deny
        }
    }
}

extension Verdict.Entry {
    /// What an alert tells of the finding.
    func facts(of object: ReviewedObject, _ severity: Severity) -> AlertFacts {
        var facts = object.facts(severity: severity, code: finding.code.name, message: finding.message)
        facts.container = finding.container
        facts.resource = finding.resource
        facts.declared = finding.declared?.description
        facts.share = finding.share?.description
        facts.limit = finding.limit?.size.description
        facts.derivation = finding.limit.map { AlertFacts.Derivation($0, finding.policy.catalogue) }
        facts.wayOut = finding.wayOut.map { AlertFacts.WayOut($0, finding.policy) }
        return facts
    }
}

extension AlertFacts.Derivation {
    init(_ limit: Limit, _ catalogue: Catalogue) {
        switch limit.origin {
        case .nominal(let nominal, let headroom): self = .nominal("\(nominal)", headroom: "\(headroom)")
        case .usable(let usable, let reserve):
            self = .usable("\(usable.size)", gpu: usable.gpu(catalogue), reserve: "\(reserve)")
        case .fixed: self = .fixed
        case .capped(let usable, let fixed):
            self = .capped("\(usable.size)", gpu: usable.gpu(catalogue), fixed: "\(fixed)")
        }
    }
}

extension UsableMemory {
    /// The product that it was measured on; nil where it is estimated.
    fileprivate func gpu(_ catalogue: Catalogue) -> String? {
        switch basis {
        case .measured(let gpu): catalogue.gpus[gpu].name
        case .estimated: nil
        }
    }
}

extension AlertFacts.WayOut {
    init(_ way: Admission.WayOut, _ policy: EffectivePolicy) {
        let name = policy.catalogue.resourceName
        switch way {
        case .slice(let entry, let limit, _): self = .slice(resource: name(entry), limit: "\(limit)")
        case .sharing(let processes):
            self = .sharing(annotation: policy.parallelismKey, processes: Int(processes))
        case .splitting(let entry, let limit, let processes):
            self = .splitting(
                resource: name(entry),
                limit: "\(limit)",
                annotation: policy.parallelismKey,
                processes: Int(processes)
            )
        case .none: self = .none
        }
    }
}
