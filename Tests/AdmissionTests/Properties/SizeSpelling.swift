import TestSupport

/// Spelling amounts of memory and places to declare them.
extension SeededGenerator {
    /// A quantity that means exactly so many bytes.
    mutating func spelling(_ bytes: Int64) -> String {
        switch below(9) {
        case 0: "\(bytes)000m"
        case 1: "\(bytes)e0"
        case 2: "+\(bytes).000"
        case 3: "00\(bytes)."
        // Rounded up to a byte.
        case 4: "\(bytes - 1).5"
        case 5: "\(decimal(bytes, places: 9))G"
        case 6: "\(decimal(bytes, places: 3))E3"
        // 30 places tell 1/2^30 exactly.
        case 7: "\(bytes >> 30)\(fraction(bytes & (1 << 30 - 1), of: 30))Gi"
        default: bytes & 1023 == 0 ? "\(bytes >> 10)Ki" : "\(bytes)"
        }
    }

    /// `number` / 10^`places`.
    private func decimal(_ number: Int64, places: Int) -> String {
        let digits = "\(number)"
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return "\(padded.dropLast(places)).\(padded.suffix(places))"
    }

    /// `part` / 2^`bits` as a decimal fraction with its point.
    private func fraction(_ part: Int64, of bits: Int64) -> String {
        var (rest, digits) = (part, ".")
        while rest > 0 {
            digits += "\((rest * 10) >> bits)"
            rest = (rest * 10) & (1 << bits - 1)
        }
        return digits
    }
}

/// Where a workload says how large its model is, beside or in place of what every policy looks at.
struct SizeSources {
    /// Annotation keys that the policy names; empty means the standard one.
    var annotations: [String] = []
    var variables: [String] = []

    var lines: [String] {
        let keys = annotations.isEmpty ? "" : "annotations: [\(annotations.joined(separator: ", "))], "
        return annotations.isEmpty && variables.isEmpty
            ? [] : ["sizeSources: {\(keys)env: [\(variables.joined(separator: ", "))]}"]
    }

    /// Declares the size of a container's model in one of the places: for the whole pod where `isAlone`, else for this
    /// container.
    func declare(
        _ size: String,
        _ container: inout Pod.Container,
        _ pod: inout Pod,
        _ owner: inout [String: String],
        _ kind: Kind,
        isAlone: Bool,
        _ random: inout SeededGenerator
    ) {
        let key = random.pick(annotations.isEmpty ? ["mig-gate.io/model-size"] : annotations)
        let parts = key.split(separator: "/")
        let ownKey = "\(parts[1]).\(parts[0])/\(container.name)"
        switch random.below(4) {
        case _ where isAlone && random.chance(2): pod.annotations[key] = size
        case 0 where !variables.isEmpty: container.environment.append((random.pick(variables), size))
        case 1 where kind != .pod: owner[ownKey] = size
        default: pod.annotations[ownKey] = size
        }
    }
}

/// What holds the pod of a workload.
enum Kind: CaseIterable {
    case pod
    case deployment
    case rayCluster

    func review(_ pod: Pod, _ annotations: [String: String]) -> Review {
        switch self {
        case .pod: return pod.review
        case .deployment: return .deployment(of: pod, annotations: annotations, labels: pod.labels)
        case .rayCluster:
            let metadata = #"{"annotations":\#(annotations.json),"labels":\#(pod.labels.json)}"#
            let object = #"{"metadata":\#(metadata),"spec":{"workerGroupSpecs":[{"template":\#(pod.json)}]}}"#
            return Review(kind: ("ray.io", "RayCluster"), object: object)
        }
    }
}
