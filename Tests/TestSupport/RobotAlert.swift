/// An alert that the fake Alertmanager of `RobotFakes` knows: there is one for each set of labels.
package struct RobotAlert: Decodable, Sendable {
    package let labels: [String: String]
    package let annotations: [String: String]
    /// Unix seconds.
    package let starts: Double
    package let ends: Double
    /// How often it came.
    package let updates: Int
    /// Whether it has not ended yet.
    package let active: Bool
}
