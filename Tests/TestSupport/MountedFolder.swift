import Foundation

/// A folder as the kubelet mounts a Secret or ConfigMap: every file is a link through `..data`, which leads to a folder with
/// all of them and is exchanged at once.
package final class MountedFolder: Sendable {
    private let folder: TemporaryFolder

    /// - Parameter files: texts by name.
    /// - Throws: when they cannot be written.
    package init(_ files: [String: String]) throws {
        folder = try TemporaryFolder()
        try exchange(files)
        for name in files.keys {
            try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: "..data/\(name)")
        }
    }

    /// The path of a file, which stays the same.
    package func path(_ name: String) -> String {
        folder.path(name)
    }

    /// Puts other texts in the place of all.
    package func exchange(_ files: [String: String]) throws {
        let moment = "..\(UUID().uuidString)"
        let data = folder.url.appendingPathComponent(moment)
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: false)
        for (name, text) in files {
            try Data(text.utf8).write(to: data.appendingPathComponent(name))
        }
        let link = folder.path("..data_tmp")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: moment)
        rename(link, folder.path("..data"))
    }
}
