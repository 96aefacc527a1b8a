import MIG

/// A policy as a property test means it, before it becomes the text of a file; nil stands for a key that is left out.
struct PolicyPlan {
    var terms = TermsPlan()
    var rules: [RulePlan] = []
    /// What else stands in the file, as lines of YAML.
    var lines: [String] = []

    var yaml: String {
        let rules = rules.map { "  - {\(($0.fields + $0.terms.fields).joined(separator: ", "))}" }
        let list = rules.isEmpty ? [] : ["namespaces:"] + rules
        let all = terms.fields + lines + list
        return all.isEmpty ? "{}" : all.joined(separator: "\n")
    }

    /// The first rule that is for a namespace `ml` and an object whose label `tier` is or is not `prod`.
    func rule(isProd: Bool) -> RulePlan? {
        rules.first { $0.isForML && (isProd || !$0.needsProd) }
    }
}

/// A rule for namespaces.
struct RulePlan {
    var names: [String]
    /// Whether the names match a namespace `ml`.
    var isForML: Bool
    /// Whether the rule is for objects with a label `tier: prod` only.
    var needsProd: Bool
    var terms: TermsPlan

    fileprivate var fields: [String] {
        ["names: [\(names.map(\.json).joined(separator: ", "))]"]
            + (needsProd ? ["objectSelector: {matchLabels: {tier: prod}}"] : [])
    }
}

struct TermsPlan {
    var headroom: HeadroomPlan?
    var reserve: Int64?
    /// By position in the catalogue.
    var gpus: [Int]?
    var limits: [MIGProfile: Int64]?
    var actions: [String: String]?

    /// `key: value` for each key.
    fileprivate var fields: [String] {
        let labels = gpus.map { $0.map { Catalogue.shipped.gpus[$0].productLabels[0].json } }
        return [
            headroom.map { "headroom: \($0.yaml)" },
            reserve.map { "reserve: \(AmountPlan.bytes($0).yaml)" },
            labels.map { "gpus: [\($0.joined(separator: ", "))]" },
            limits.map { "limits: \(mapping($0.map { ($0.name, AmountPlan.bytes($1).yaml) }))" },
            actions.map { "actions: \(mapping($0.map { ($0, $1) }))" },
        ].compactMap(\.self)
    }
}

struct HeadroomPlan {
    var standard: AmountPlan?
    var byProfile: [MIGProfile: AmountPlan] = [:]

    fileprivate var yaml: String {
        let profiles = mapping(byProfile.map { ($0.name, $1.yaml) })
        return mapping((standard.map { [("default", $0.yaml)] } ?? []) + [("profiles", profiles)])
    }
}

enum AmountPlan {
    case bytes(Int64)
    case percent(Int)

    fileprivate var yaml: String {
        switch self {
        case .bytes(let bytes) where bytes > 0 && bytes & (1 << 20 - 1) == 0: "\(bytes >> 20)Mi"
        case .bytes(let bytes): "\(bytes)"
        case .percent(let percent): "\(percent)%"
        }
    }

    /// What is taken off the nominal memory of a profile: a share is rounded up to a MiB.
    func bytes(of profile: MIGProfile) -> Int64 {
        switch self {
        case .bytes(let bytes): bytes
        case .percent(let percent): Int64((profile.nominalGiB * 1024 * percent + 99) / 100) << 20
        }
    }
}

/// A flow mapping of YAML, in an order that is the same in every run.
private func mapping(_ fields: [(key: String, value: String)]) -> String {
    "{\(fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
}
