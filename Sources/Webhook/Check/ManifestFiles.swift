import Foundation

/// The files that somebody names on the command line: themselves, and those below the folders.
package enum ManifestFiles {
    /// Endings of files in folders that are read. A file that is named is read whatever it is called.
    private static let endings = [".yaml", ".yml", ".json"]

    /// Goes through `paths` in order, folders in alphabetical order and without what is hidden in them.
    ///
    /// - Parameters:
    ///   - paths: files, folders, and `-` for standard input.
    ///   - read: called with each file's path and bytes.
    ///   - unreadable: called with the path of what cannot be read, and why.
    package static func forEach(
        in paths: [String],
        read: (_ file: String, _ bytes: [UInt8]) -> Void,
        unreadable: (_ path: String, _ reason: String) -> Void
    ) {
        for path in paths {
            if path != FileContents.standardInput, isFolder(path) {
                var isEmpty = true
                let note = { (file: String, bytes: [UInt8]) in
                    isEmpty = false
                    read(file, bytes)
                }
                let refuse = { (path: String, reason: String) in
                    isEmpty = false
                    unreadable(path, reason)
                }
                forEach(below: path, note, refuse)
                if isEmpty {
                    unreadable(path, "there is no \(endings.joined(separator: ", ")) in the folder")
                }
            } else {
                forFile(path, read, unreadable)
            }
        }
    }

    private static func forEach(
        below folder: String,
        _ read: (String, [UInt8]) -> Void,
        _ unreadable: (String, String) -> Void
    ) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            return unreadable(folder, "the folder cannot be read: \(error.reason)")
        }
        for name in names where !name.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            let isManifest = endings.contains(where: name.hasSuffix)
            // Nearly always a file: to ask first whether it is takes longer than to read it.
            let outcome = isManifest ? Result { Array(try FileContents.of(path)) } : nil
            if case .success(let bytes) = outcome {
                read(path, bytes)
            } else if isFolder(path) {
                // A link to a folder may lead back to where we are.
                if !isLink(path) {
                    forEach(below: path, read, unreadable)
                }
            } else if case .failure(let error) = outcome {
                unreadable(path, "the file cannot be read: \(error.reason)")
            }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        return (try? target.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
    }

    private static func isLink(_ path: String) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    }

    private static func forFile(
        _ path: String,
        _ read: (String, [UInt8]) -> Void,
        _ unreadable: (String, String) -> Void
    ) {
        do {
            let bytes = Array(try FileContents.of(path))
            // A pipe out of which nothing comes is a command that has failed.
            bytes.allSatisfy(isBlank) ? unreadable(path, "there is nothing in it") : read(path, bytes)
        } catch {
            unreadable(path, "the file cannot be read: \(error.reason)")
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}
