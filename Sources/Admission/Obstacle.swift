package import Kubernetes

/// Why an object that asks for MIG slices could not be looked at whole. What cannot be read may hide anything: the policy's
/// strictest action applies.
package enum Obstacle: Equatable, Sendable {
    /// Maps and lists nest deeper than we follow.
    case depth(WalkError)
    /// More containers ask for slices than we look at.
    case claims(limit: Int)
    /// Reading the annotations of all containers and of what is around them takes too long.
    case annotations(limit: Int)
}

extension Obstacle: CustomStringConvertible {
    /// What is wrong and the way out.
    package var description: String {
        switch self {
        case .depth(let error): "\(error); nest it less deeply"
        case .claims(let limit):
            "the object asks for MIG slices in more than \(limit) places; split it into several objects"
        case .annotations(let limit):
            "the annotations on all pods of the object and around them come to more than \(limit); remove some or split it"
        }
    }
}

/// How much of an object is looked at.
package struct ReadingLimits: Sendable {
    /// Levels of maps and lists to follow.
    package var depth: Int
    /// MIG resources, over all containers, to look at.
    package var claims: Int
    /// Annotations to look at, each as often as it holds for a pod or has to be looked through for a container, for size and
    /// parallelism apart.
    package var annotations: Int

    package init(depth: Int, claims: Int, annotations: Int) {
        self.depth = depth
        self.claims = claims
        self.annotations = annotations
    }
}
