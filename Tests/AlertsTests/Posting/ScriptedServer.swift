import Foundation
import Glibc
import Synchronization

/// An HTTP server on loopback that says what a test wants, byte by byte.
final class ScriptedServer: Sendable {
    /// What it says on one connection after a whole request has come; the connection is closed behind it.
    typealias Script = @Sendable (Connection) -> Void

    struct Connection: Sendable {
        /// Head and body, as they came.
        let request: String
        fileprivate let socket: Int32

        /// False once nobody reads any more.
        @discardableResult
        func write(_ bytes: [UInt8]) -> Bool {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }

        @discardableResult
        func write(_ text: String) -> Bool { write(Array(text.utf8)) }

        /// Waits until the other side closes.
        func waitForEnd() {
            var byte: UInt8 = 0
            while recv(socket, &byte, 1, 0) > 0 {}
        }
    }

    let port: Int
    private let listener: Int32
    private let seen = Requests()

    private final class Requests: Sendable {
        let texts = Mutex<[String]>([])
    }

    init(_ script: @escaping Script) {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size)
                listen(listener, 16)
                getsockname(listener, address, &size)
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
        Thread.detachNewThread { [seen] in
            while case let socket = accept(listener, nil, nil), socket >= 0 {
                Thread.detachNewThread {
                    let request = Self.request(socket)
                    seen.texts.withLock { $0.append(request) }
                    script(Connection(request: request, socket: socket))
                    close(socket)
                }
            }
        }
    }

    /// One that answers each request with a status and a body.
    convenience init(_ status: String, _ body: String, headers: [String] = []) {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
        let answer = lines.joined(separator: "\r\n") + "\r\n\r\n" + body
        self.init { $0.write(answer) }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The requests so far.
    var requests: [String] { seen.texts.withLock(\.self) }

    private static func request(_ socket: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
            let text = String(decoding: bytes, as: UTF8.self)
            guard let head = text.range(of: "\r\n\r\n") else { continue }
            let length = text[..<head.lowerBound].components(separatedBy: "\r\n")
                .first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
            if text[head.upperBound...].utf8.count >= length ?? 0 { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
