package import Kubernetes

/// Why an object that asks for MIG slices could not be looked at whole. It is treated like the worst of findings, for what
/// cannot be read may hide anything.
package enum Obstacle: Equatable, Sendable {
    /// Maps and lists nest deeper than we follow.
    case depth(WalkError)
    /// More containers ask for slices than we look at.
    case claims(limit: Int)
}

extension Obstacle: CustomStringConvertible {
    /// What is wrong and the way out.
    package var description: String {
        switch self {
        case .depth(let error): "\(error); nest it less deeply"
        case .claims(let limit):
            "the object asks for MIG slices in more than \(limit) places; split it into several objects"
        }
    }
}

/// How much of an object is looked at.
package struct ReadingLimits: Sendable {
    /// Levels of maps and lists to follow.
    package var depth: Int
    /// MIG resources, over all containers, to look at.
    package var claims: Int

    package init(depth: Int, claims: Int) {
        self.depth = depth
        self.claims = claims
    }
}
