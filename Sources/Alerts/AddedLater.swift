/// A value that has one to begin with: none, or nothing.
package protocol Initializable {
    init()
}

extension Int: Initializable {}
extension Mentions: Initializable {}

/// A field that what former versions have stored may lack; it then has its type's first value.
@propertyWrapper package struct AddedLater<Value: Codable & Hashable & Sendable & Initializable>: Hashable, Sendable {
    package var wrappedValue: Value

    package init(wrappedValue: Value) {
        self.wrappedValue = wrappedValue
    }
}

extension AddedLater: Codable {
    package init(from decoder: any Decoder) throws {
        wrappedValue = try Value(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try wrappedValue.encode(to: encoder)
    }
}

extension KeyedDecodingContainer {
    /// Used by synthesised decoding, in place of the container's own.
    package func decode<Value>(_: AddedLater<Value>.Type, forKey key: Key) throws -> AddedLater<Value> {
        AddedLater(wrappedValue: try decodeIfPresent(Value.self, forKey: key) ?? Value())
    }
}
