/// What to do about each finding.
package struct Actions: Hashable, Sendable {
    /// By the code's raw value.
    private var actions = FindingCode.allCases.map(\.standardAction)

    package static let standard = Actions()

    package subscript(code: FindingCode) -> Action {
        get { actions[Int(code.rawValue)] }
        set { actions[Int(code.rawValue)] = newValue }
    }

    /// What is done about the finding that is taken most seriously.
    package var strictest: Action { actions.max() ?? .deny }
}
