/// A namespace and a name in it, written `mig-gate/mig-gate-tls`.
package struct ObjectName: Hashable, Sendable {
    let namespace: String
    let name: String

    /// Reads the two; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy(Self.isName) else { return nil }
        namespace = parts[0]
        name = parts[1]
    }

    /// Whether objects can be called so (RFC 1123): such a name is a piece of a path as it is.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= 253 else { return false }
        func isPlain(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
        let middle = text.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
        return middle && isPlain(first) && isPlain(last)
    }
}

extension ObjectName: CustomStringConvertible {
    package var description: String { "\(namespace)/\(name)" }
}
