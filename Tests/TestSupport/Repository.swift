package import Foundation

/// Where things lie in the checkout that the tests were built from.
package enum Repository {
    /// The root of the checkout.
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file of the checkout, by its path from the root.
    package static func file(_ path: String) -> URL {
        root.appendingPathComponent(path)
    }

    /// The executable that was built with the tests, which lies beside them.
    package static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("mig-gate")

    package static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: file(path)))
    }

    package static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: file(path)), as: UTF8.self)
    }
}
