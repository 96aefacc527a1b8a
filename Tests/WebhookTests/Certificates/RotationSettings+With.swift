@testable import Webhook

extension RotationSettings {
    /// The shipped settings, with others in some places.
    func with(
        renewal: Renewal? = nil,
        isDryRun: Bool = false,
        deadline: String = "10m"
    ) throws -> RotationSettings {
        try RotationSettings(
            replicas: replicas?.description,
            renewal: renewal,
            deadline: deadline,
            isDryRun: isDryRun
        )
    }
}
