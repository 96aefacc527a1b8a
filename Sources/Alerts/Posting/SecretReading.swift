import Foundation

/// A secret that cannot be read: says where it should stand, never what stands there.
package struct SecretError: Error, Hashable, CustomStringConvertible {
    package let description: String
}

extension SecretSource {
    /// Bytes that a secret may have, with the whitespace around it.
    package static let limit = 16 << 10

    /// Reads the secret as it is now, without a byte order mark and the whitespace around it: files that people write end
    /// with a line feed.
    ///
    /// - Parameter environment: the environment variables.
    /// - Returns: one line of text.
    /// - Throws: `SecretError` where there is none, or none that can be one.
    package func read(
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(SecretError) -> Secret {
        let bytes: [UInt8]
        switch self {
        case .file(let path): bytes = try Self.contents(of: path)
        case .environment(let name):
            guard let value = environment[name] else { throw SecretError(description: "\(self) is not set") }
            bytes = Array(value.utf8)
        }
        guard bytes.count <= Self.limit else {
            throw SecretError(description: "\(self) holds more than \(Self.limit >> 10) KiB")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SecretError(description: "\(self) does not hold UTF-8")
        }
        let trimmed = Self.withoutMark(text).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw SecretError(description: "\(self) is empty") }
        guard !trimmed.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw SecretError(description: "\(self) holds more than one line, or control characters")
        }
        return Secret(trimmed)
    }

    /// Without the byte order mark that some editors write in front: a key would be another with it.
    private static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// No more than one byte beyond the limit is read, whatever the file is.
    private static func contents(of path: String) throws(SecretError) -> [UInt8] {
        do {
            let url = URL(fileURLWithPath: path)
            guard try isRegular(url) else { throw SecretError(description: "file \(path) is no regular file") }
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            var bytes: [UInt8] = []
            while bytes.count <= limit, let next = try file.read(upToCount: limit + 1 - bytes.count), !next.isEmpty {
                bytes += next
            }
            return bytes
        } catch let error as SecretError {
            throw error
        } catch {
            throw SecretError(description: "file \(path) cannot be read\(reason(of: error))")
        }
    }

    /// Whether it is a file that answers at once: a pipe or a device may keep whoever opens it, and with it every receiver.
    /// Secrets of Kubernetes are links.
    private static func isRegular(_ url: URL) throws -> Bool {
        let path = url.resolvingSymlinksInPath().path
        return try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType == .typeRegular
    }

    private static func reason(of error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileNoSuchFile?, .fileReadNoSuchFile?: ": no such file"
        case .fileReadNoPermission?: ": permission denied"
        default: ""
        }
    }
}

extension SecretSource: CustomStringConvertible {
    /// Where it stands: `file /etc/mig-gate/feishu-url`.
    package var description: String {
        switch self {
        case .file(let path): "file \(path)"
        case .environment(let name): "environment variable \(name)"
        }
    }
}
