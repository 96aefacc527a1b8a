package import Foundation
import Synchronization

/// The lines that a program writes into a pipe, gathered as they come.
package final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    private let arrived = DispatchSemaphore(value: 0)

    package init(_ pipe: Pipe) {
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread { [self] in
            var rest = Data()
            while case let data = handle.availableData, !data.isEmpty {
                rest.append(data)
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = String(decoding: rest[..<end], as: UTF8.self)
                    rest = rest[rest.index(after: end)...]
                    lines.withLock { $0.append(line) }
                    arrived.signal()
                }
            }
            arrived.signal()
        }
    }

    package var all: [String] { lines.withLock(\.self) }

    /// The first line that is wanted, once it has come; nil if none comes within `seconds`. From one thread at a time.
    package func first(where isWanted: (String) -> Bool, within seconds: Double) -> String? {
        let deadline = DispatchTime.now() + seconds
        while true {
            if let line = all.first(where: isWanted) {
                return line
            }
            guard arrived.wait(timeout: deadline) == .success else { return nil }
        }
    }

    /// The fields of a line that is a JSON object.
    package static func fields(of line: String) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
}
