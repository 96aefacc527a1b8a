import Admission

/// The JSON Schema of policy files.
package enum PolicySchemaText {
    package static var text: String { PolicySchema.text }
}
