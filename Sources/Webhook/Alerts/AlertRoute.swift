import Alerts
import Kubernetes

/// Which alerts one route matches, and who hears of them.
struct AlertRoute: Sendable {
    /// Empty for every namespace.
    var namespaces: [Glob] = []
    var objectSelector = LabelSelector()
    /// Empty for every code.
    var codes: [String] = []
    var severities: [Severity] = [.deny]
    /// Names; empty where nobody hears of it.
    var receivers: [String] = []
    /// Whether routes behind it are asked, too.
    var goesOn = false

    /// Whether it matches what was found, wherever.
    func matches(_ code: String, _ severity: Severity) -> Bool {
        severities.contains(severity) && (codes.isEmpty || codes.contains(code))
    }

    /// Whether it matches an object, whatever was found.
    func matches(_ namespace: String, _ object: KubernetesObject?) -> Bool {
        (namespaces.isEmpty || namespaces.match(namespace))
            && (objectSelector.requirements.isEmpty || object?.isSelected(by: objectSelector) == true)
    }

    /// Whether this route surely matches whatever the other does; the other's selector only makes it match less.
    func covers(_ other: AlertRoute) -> Bool {
        guard objectSelector.requirements.isEmpty, other.severities.allSatisfy(severities.contains),
            codes.isEmpty || (!other.codes.isEmpty && other.codes.allSatisfy(codes.contains))
        else { return false }
        let wanted = other.namespaces.isEmpty ? [Glob("*")] : other.namespaces
        return namespaces.isEmpty || wanted.allSatisfy { name in namespaces.contains { $0.covers(name) } }
    }
}
