import Kubernetes

/// Why a request was not looked at.
package enum Exemption: Hashable, Sendable {
    case namespace(String)
    case user(String)
}

extension Exemption: CustomStringConvertible {
    package var description: String {
        switch self {
        case .namespace(let name): "namespace \(name.shortened)"
        case .user(let name): "user \(name.shortened)"
        }
    }
}
