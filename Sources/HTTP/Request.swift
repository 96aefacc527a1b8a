import Glibc

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
    package func isFor(_ path: StaticString) -> Bool {
        var target = target
        // A native string lends its own bytes for the length of the call, a static one for ever.
        return target.withUTF8 { target in
            let length = path.utf8CodeUnitCount
            guard target.count >= length, let base = target.baseAddress, memcmp(base, path.utf8Start, length) == 0
            else {
                return false
            }
            return target.count == length || target[length] == UInt8(ascii: "?")
        }
    }

    /// Whether the query has a parameter called `name`, with a value or without.
    package func hasQuery(_ name: String) -> Bool {
        target.drop { $0 != "?" }.dropFirst().split(separator: "&").contains { $0.prefix { $0 != "=" } == name }
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
