package import Kubernetes

/// Why an object that asks for MIG slices could not be looked at whole. What cannot be read may hide anything: the policy's
/// strictest action applies.
package enum Obstacle: Equatable, Sendable {
    /// Maps and lists nest deeper than we follow.
    case depth(WalkError)
    /// More containers ask for slices than we look at.
    case claims(limit: Int)
    /// What stands around the containers is so much that going through it for each takes too long.
    case entries(limit: Int)
}

extension Obstacle: CustomStringConvertible {
    /// What is wrong and the way out.
    package var description: String {
        switch self {
        case .depth(let error): "\(error); nest it less deeply"
        case .claims(let limit):
            "the object asks for MIG slices in more than \(limit) places; split it into several objects"
        case .entries(let limit):
            """
            the annotations and fields around the containers come to more than \(limit) for all of them; remove annotations or \
            split the object
            """
        }
    }
}

/// How much of an object is looked at.
package struct ReadingLimits: Sendable {
    /// Levels of maps and lists to follow.
    package var depth: Int
    /// MIG resources, over all containers, to look at.
    package var claims: Int
    /// Annotations, fields of the maps around pods, and environment variables to go through, each as often as a pod or a
    /// container makes it necessary, annotations for size and parallelism apart.
    package var entries: Int

    package init(depth: Int, claims: Int, entries: Int) {
        self.depth = depth
        self.claims = claims
        self.entries = entries
    }
}
