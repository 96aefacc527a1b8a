package import Admission

/// The policy that counts now. Whoever judges asks at the beginning of a request: no request is judged by parts of two
/// policies.
package typealias LivePolicy = LiveFile<Policy>

extension LiveFile where Value == Policy {
    /// - Parameter file: the file to read, nil for the standard policy.
    /// - Throws: `ConfigurationError` with everything that is wrong with the file.
    package convenience init(file: String?) throws(ConfigurationError) {
        guard let file else {
            self.init(Policy(.standard))
            return
        }
        try self.init(file: file, .policy) { bytes, file throws(ConfigurationError) in try Policy.parse(bytes, file) }
    }

    /// A policy that stays as it is.
    package convenience init(_ policy: Policy) {
        self.init(policy, .policy)
    }
}
