import Foundation

/// Where changes of a file show.
enum FilePlaces {
    /// The folders in which something changes when the file does, and the names that the file has there: its own, and those
    /// of all links on the way to it.
    static func of(_ file: String) -> (folders: [String], names: [String]) {
        var url = URL(fileURLWithPath: file)
        var urls = [url]
        // Linux follows 40 links (path_resolution(7)).
        while urls.count <= 40, let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) {
            url = URL(fileURLWithPath: target, relativeTo: url.deletingLastPathComponent())
            urls.append(url)
        }
        return (urls.map { $0.deletingLastPathComponent().path }, urls.map(\.lastPathComponent))
    }
}
