import Kubernetes

// What is declared as a size must be a Kubernetes quantity of at least zero, what is declared as a parallelism a whole
// number of at least one. An empty value is unreadable, not undeclared: somebody meant to write something.
extension Rule {
    static let sizeUnreadable = Rule(.sizeUnreadable) { request, _ in
        var findings: [Finding] = []
        if case .unreadable(let value, let place) = request.size {
            findings.append(
                Finding(.sizeUnreadable, request) {
                    Finding.Texts(
                        cause: "\(place.shortened) is \("\(value)".quoted), not a size",
                        detail: ": write a Kubernetes quantity such as \(QuantitySpelling.likely("\(value)") ?? "40Gi")"
                    )
                }
            )
        }
        if case .unreadable(let value, let place) = request.parallelism {
            findings.append(
                Finding(.sizeUnreadable, request) {
                    Finding.Texts(
                        cause: "\(place.shortened) is \("\(value)".quoted), not a number of processes",
                        detail: ": write a whole number of at least 1, such as \"2\""
                    )
                }
            )
        }
        return findings
    }
}
