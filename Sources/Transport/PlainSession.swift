/// The server's side of one connection without TLS: what comes is what HTTP reads, what HTTP says is what goes. To
/// its users it is a `TLSSession` that has shaken hands.
///
/// Does no I/O; confined to its loop's thread.
final class PlainSession {
    /// What the client has sent and nobody read yet, from `read` on.
    private var incoming: [UInt8] = []
    private var read = 0
    /// What the client has not received yet, from `sent` on.
    private var outgoing: [UInt8] = []
    private var sent = 0

    /// Bytes of memory that an empty buffer may keep: a request of the usual size fits, and an idle connection holds no
    /// more.
    private static let retainedCapacity = 8 << 10

    func receive(_ bytes: UnsafeRawBufferPointer) {
        incoming.append(contentsOf: bytes)
    }

    /// Copies into `buffer` what has come, as far as it fits, and answers how many bytes that are. To be called until it
    /// answers zero.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, incoming.count - read)
        guard count > 0 else {
            Self.clear(&incoming)
            read = 0
            return 0
        }
        // The slice has `count` bytes, and so many fit.
        buffer.copyBytes(from: incoming[read..<read + count])
        read += count
        return count
    }

    func write(_ bytes: UnsafeRawBufferPointer) {
        outgoing.append(contentsOf: bytes)
    }

    /// Bytes that wait to be sent.
    var unsentCount: Int { outgoing.count - sent }

    /// Lends the bytes that wait to be sent to `send`, which answers how many it took.
    func sendBytes(_ send: (UnsafeRawBufferPointer) -> Int) {
        guard unsentCount > 0 else { return }
        // The array lends its bytes for the length of the call, in which nothing else touches it.
        sent += outgoing.withUnsafeBytes { send(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
        if sent == outgoing.count {
            Self.clear(&outgoing)
            sent = 0
        } else if sent >= outgoing.count - sent {
            outgoing.removeFirst(sent)
            sent = 0
        }
    }

    private static func clear(_ buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: buffer.capacity <= retainedCapacity)
    }
}
