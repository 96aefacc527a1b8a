/// A text that must not be seen: no description, no dump and no interpolation of it, or of a value that holds it, shows it.
package struct Secret: Sendable {
    /// The text itself. What is made of it is a secret too.
    package let exposed: String

    package init(_ exposed: String) {
        self.exposed = exposed
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "***" }

    package var debugDescription: String { "***" }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
