/// What a client speaks HTTP/1.1 over.
protocol ClientStream {
    var socket: ClientSocket { get }

    func send(_ bytes: [UInt8]) throws(ClientFailure)

    /// What has come; empty at the end.
    func receive() throws(ClientFailure) -> [UInt8]
}

extension TLSClient: ClientStream {}

/// TCP and nothing on it.
struct PlainStream: ClientStream {
    let socket: ClientSocket

    func send(_ bytes: [UInt8]) throws(ClientFailure) {
        try socket.send(bytes)
    }

    func receive() throws(ClientFailure) -> [UInt8] {
        try socket.receive()
    }
}
