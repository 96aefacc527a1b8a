/// One whole request, whichever HTTP version carried it.
package struct Request: Sendable {
    /// `POST`, as the client wrote it: methods are case-sensitive.
    package let method: String
    /// What the client asks for: path and query, undecoded.
    package let target: String
    package let fields: HeaderFields
    package let body: [UInt8]
    /// Time from the request's first byte to its last.
    package let age: Duration

    package init(
        method: String,
        target: String,
        fields: HeaderFields = HeaderFields(),
        body: [UInt8] = [],
        age: Duration = .zero
    ) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
        self.age = age
    }

    /// Whether the target, up to its question mark, is `path`.
    package func isFor(_ path: String) -> Bool {
        guard target.hasPrefix(path) else { return false }
        let rest = target.utf8.dropFirst(path.utf8.count).first
        return rest == nil || rest == UInt8(ascii: "?")
    }

    /// The value of the first query parameter called `name`, undecoded; nil if there is none.
    package func query(_ name: String) -> Substring? {
        for pair in target.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
            if pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" {
                return pair.dropFirst(name.count + 1)
            }
        }
        return nil
    }
}
