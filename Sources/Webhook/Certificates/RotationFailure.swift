/// Why a rotation ended before everything was done. What has been written works, and the next run goes on from there.
package struct RotationFailure: Error, Hashable, CustomStringConvertible {
    package let description: String
    /// 1 where the next run may get further, 2 where somebody has to mend something first.
    package let exitStatus: Int32

    static func unfinished(_ reason: String) -> RotationFailure {
        RotationFailure(description: reason, exitStatus: 1)
    }

    static func unusable(_ reason: String) -> RotationFailure {
        RotationFailure(description: reason, exitStatus: 2)
    }
}
