/// JSON with abbreviations for pieces that ask for a MIG slice:
///
/// | `@A` | a map of amounts |
/// | `@R` | a `resources` map with such limits |
/// | `@C` | a container `c` |
/// | `@S` | a pod spec with an init container `i` and a container `c` |
/// | `@T` | a pod template with an annotation `size` and that spec |
struct Manifest: ExpressibleByStringInterpolation {
    let json: String

    init(stringLiteral text: String) {
        json = Self.pieces.reduce(text) { text, piece in text.replacing(piece.name, with: piece.json) }
    }

    /// In an order in which each may hold those behind it.
    private static let pieces = [
        (name: "@T", json: #"{"metadata":{"annotations":{"size":"1Gi"}},"spec":@S}"#),
        (name: "@S", json: #"{"initContainers":[{"name":"i","resources":@R}],"containers":[@C]}"#),
        (name: "@C", json: #"{"name":"c","resources":@R}"#),
        (name: "@R", json: #"{"limits":@A}"#),
        (name: "@A", json: #"{"nvidia.com/mig-1g.5gb":"1"}"#),
    ]
}
