import TLS
import TestSupport

/// A client and the server's session, joined in memory.
final class TLSConnection {
    /// A name without backticks, which the arguments of a test may have.
    typealias Selected = TLSSession.`Protocol`

    /// What the server says about the handshake.
    enum Outcome: Equatable {
        case incomplete
        case complete(Selected)
        /// The text of the error.
        case failed(String)
    }

    /// How the plaintext that the server has so far ends.
    enum ReadEnd: Equatable {
        case incomplete
        case closed
        case failed(String)
    }

    let client: TLSClient
    let server: TLSSession
    private let memory = GuardedMemory(capacity: 1 << 20)

    init(_ context: TLSContext, _ client: TLSClient.Settings = TLSClient.Settings()) throws {
        server = try TLSSession(context)
        self.client = try TLSClient(client)
    }

    convenience init(_ settings: TLSSettings, _ client: TLSClient.Settings = TLSClient.Settings()) throws {
        try self.init(try TLSContext(settings), client)
    }

    /// Carries the handshake's bytes both ways until neither side has anything more to say.
    ///
    /// - Parameter pieceSize: the most bytes that reach the server at once.
    /// - Returns: what either side makes of it.
    func shakeHands(pieceSize: Int = 16 << 10) -> (server: Outcome, client: TLSClient.Handshake) {
        var outcome = Outcome.incomplete
        while true {
            let client = client.handshake()
            let up = self.client.takeOutput()
            for start in stride(from: 0, to: up.count, by: pieceSize) where outcome == .incomplete {
                receive(up[start...].prefix(pieceSize))
                outcome = handshake()
            }
            let down = takeServerOutput()
            self.client.receive(down)
            guard !up.isEmpty || !down.isEmpty else { return (outcome, client) }
        }
    }

    /// Lets the server go on with the handshake.
    func handshake() -> Outcome {
        switch server.handshake() {
        case .incomplete: .incomplete
        case .complete(let selected): .complete(selected)
        case .failed(let error): .failed("\(error)")
        }
    }

    /// Hands ciphertext to the server, in memory that ends with it.
    func receive(_ ciphertext: some Collection<UInt8>) {
        memory.lend(ciphertext) { server.receive($0) }
    }

    /// Everything that the server can decrypt, and how it ends.
    func read(bufferSize: Int = 16 << 10) -> (bytes: [UInt8], end: ReadEnd) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: bufferSize)
        while true {
            switch buffer.withUnsafeMutableBytes({ server.read(into: $0) }) {
            case .bytes(let count): bytes += buffer[..<count]
            case .incomplete: return (bytes, .incomplete)
            case .closed: return (bytes, .closed)
            case .failed(let error): return (bytes, .failed("\(error)"))
            }
        }
    }

    func write(_ plaintext: [UInt8]) throws {
        try memory.lend(plaintext) { try server.write($0) }
    }

    /// What the server has to say.
    func takeServerOutput() -> [UInt8] {
        var bytes: [UInt8] = []
        server.sendCiphertext {
            bytes += $0
            return $0.count
        }
        return bytes
    }
}
