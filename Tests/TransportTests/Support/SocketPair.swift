import CLinux
import Glibc

@testable import Transport

/// Two connected sockets that do not block.
struct SocketPair: ~Copyable {
    let near: FileDescriptor
    let far: FileDescriptor

    init() throws(SystemError) {
        var numbers: [CInt] = [-1, -1]
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        try Syscall.check("socketpair") { socketpair(AF_UNIX, kind, 0, &numbers) }
        near = FileDescriptor(owning: numbers[0])
        far = FileDescriptor(owning: numbers[1])
    }

    /// Lets the far end go.
    consuming func closingFar() -> FileDescriptor {
        near
    }
}

extension FileDescriptor {
    /// Sends a text and says how that went.
    func send(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return "\(bytes.withUnsafeBytes { send($0) })"
    }

    /// Receives up to 100 bytes: the text, or how it went where there is none.
    func receive() -> String {
        var buffer = [UInt8](repeating: 0, count: 100)
        let outcome = buffer.withUnsafeMutableBytes { receive(into: $0) }
        guard case .done(let count) = outcome, count > 0 else { return "\(outcome)" }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
