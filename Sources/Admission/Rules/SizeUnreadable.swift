import Kubernetes
import MIG

/// What is declared as a size must be a Kubernetes quantity of at least zero, what is declared as a parallelism a whole
/// number of at least one. An empty value is unreadable, not undeclared: somebody meant to write something.
enum SizeUnreadable: Rule {
    static let code = FindingCode.sizeUnreadable

    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding]) {
        if request.size.isUnreadable || request.parallelism.isUnreadable {
            findings.append(Finding(code, request))
        }
    }

    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords) {
        let request = finding.request
        var causes: [String] = []
        var ways: [String] = []
        if case .unreadable(let found) = request.size {
            let place = policy.sizeSources.words(found.place, container: request.container).shortened
            causes.append("\(place) is \(found.value.quoted), not a size")
            ways.append(
                "write a Kubernetes quantity such as \(QuantitySpelling.likely(found.value.description) ?? "40Gi")"
            )
        }
        if case .unreadable(let found) = request.parallelism {
            let place = policy.parallelismSources.words(found.place, container: request.container).shortened
            causes.append("\(place) is \(found.value.quoted), not a number of processes")
            ways.append("write a whole number of at least 1, such as \"2\"")
        }
        words.text += causes.joined(separator: ", and ")
        words.beginDetail()
        words.text += ": \(ways.joined(separator: "; "))"
    }
}

extension Declaration {
    fileprivate var isUnreadable: Bool {
        if case .unreadable = self { true } else { false }
    }
}
