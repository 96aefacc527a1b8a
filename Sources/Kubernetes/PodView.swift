import JSON

/// The pod that containers will run in, as far as an object says, lent while a walk visits it.
package struct PodView {
    /// What tells this pod from every other of its object: what was found out for one of its containers holds for all.
    package let id: Int
    /// The annotations of the pod, where the object says them.
    let annotations: JSONValue?
    /// The maps around the pod, outermost first: each may be an object with metadata.
    let owners: ArraySlice<JSONValue>
    /// Whether the pod has metadata of its own, which its containers will find on it: a pod, or a template of one.
    package let hasMetadata: Bool
    /// Where `nodeSelector` and `affinity` of the pod stand.
    let placement: Placement

    /// Entries of the maps around the pod: each is gone through to find what it says.
    package var surroundingCount: Int { owners.reduce(0) { $0 + $1.count } }

    enum Placement {
        /// In its spec.
        case spec(JSONValue)
        /// In the nearest of the owners that has one of them: nobody knows what an operator makes of a resources fragment.
        case nearestOwner
    }
}

// MARK: - What people declare

extension PodView {
    /// Where an annotation may stand.
    package enum AnnotationPlace: Sendable {
        /// On the pod, or on the template that pods are made from.
        case pod
        /// On an object or template around the pod.
        case owner
    }

    /// Calls `body` for each annotation of a place with the number of maps it is away, the nearest first. Of annotations
    /// with the same key in one map the last counts.
    package func forEachAnnotation(
        on place: AnnotationPlace,
        _ body: (_ key: AnnotationKey, _ value: AnnotationValue, _ distance: Int) -> Void
    ) {
        switch place {
        case .pod:
            annotations?.forEachEntry { body(AnnotationKey(text: $0), AnnotationValue(json: $1), 0) }
        case .owner:
            for (distance, owner) in owners.reversed().enumerated() {
                owner.field("metadata")?.field("annotations")?.forEachEntry {
                    body(AnnotationKey(text: $0), AnnotationValue(json: $1), distance)
                }
            }
        }
    }
}

/// The key of an annotation, lent with its object.
package struct AnnotationKey {
    fileprivate let text: JSONString

    package static func == (key: AnnotationKey, name: FieldName) -> Bool {
        key.text == name.key
    }

    /// Whether the key begins with `name`.
    package func hasPrefix(_ name: FieldName) -> Bool {
        text.hasPrefix(name.key)
    }
}

/// The value of an annotation, lent with its object: read only where it is wanted.
package struct AnnotationValue {
    fileprivate let json: JSONValue

    package var scalar: ScalarValue { ScalarValue(json) }
}
