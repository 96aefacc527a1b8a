import Foundation
import HTTP
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import Transport

/// A server on loopback, with a certificate of its own making, that stops with the test.
final class TestServer {
    /// One certificate for all tests that only need some, removed when the process ends.
    static let certificate: DevelopmentCertificate = {
        do {
            let certificate = try DevelopmentCertificate()
            atexit {
                let file = URL(fileURLWithPath: TestServer.certificate.chain)
                try? FileManager.default.removeItem(at: file.deletingLastPathComponent())
            }
            return certificate
        } catch {
            preconditionFailure("certs/issue.sh has issued no certificate: \(error)")
        }
    }()

    let server: Server
    let hold = TestResponder.Hold()

    /// A server with the standard limits and settings, but for what `limits` and `adjust` change.
    convenience init(
        _ address: String = "127.0.0.1:0",
        loops: Int = 1,
        chain: String? = nil,
        key: String? = nil,
        limits: (inout Limits) -> Void = { _ in },
        adjust: (inout ServerSettings) -> Void = { _ in }
    ) throws {
        var settings = ServerSettings(
            address: try #require(SocketAddress(address)),
            certificateChainFile: chain ?? Self.certificate.chain,
            privateKeyFile: key ?? Self.certificate.key
        )
        settings.loops = loops
        limits(&settings.limits)
        adjust(&settings)
        try self.init(settings)
    }

    /// A server without TLS, with the standard limits, but for what `limits` changes.
    convenience init(plain loops: Int, limits: (inout Limits) -> Void = { _ in }) throws {
        var settings = ServerSettings(operationsAt: try #require(SocketAddress("127.0.0.1:0")))
        settings.loops = loops
        settings.limits = .standard
        limits(&settings.limits)
        try self.init(settings)
    }

    private init(_ settings: ServerSettings) throws {
        let ordinals = Atomic<Int>(0)
        server = try Server(
            settings,
            makeResponder: { [hold] in TestResponder(ordinals.add(1, ordering: .relaxed).oldValue, hold) },
            failed: { Issue.record("a loop has failed: \($0)") }
        )
    }

    deinit {
        server.stop(grace: .zero)
    }

    /// All counters that are not zero.
    var counts: [String: Int] {
        Dictionary(uniqueKeysWithValues: server.counters.values.filter { $0.value != 0 }.map { ($0.name, $0.value) })
    }

    /// Handshakes that have failed, by cause, where there are any.
    var handshakeFailures: [String: Int] {
        Self.notZero(server.counters.handshakesFailed.values)
    }

    /// Requests answered 503, by limit, where there are any.
    var overloads: [String: Int] {
        Self.notZero(server.counters.overloads.values)
    }

    /// What the server has at present.
    struct Present: Equatable {
        var connections = 0
        var reserve = 0
        var requests = 0
        var bodyBytes = 0
    }

    var present: Present {
        let counters = server.counters
        return Present(
            connections: counters.connections.value,
            reserve: counters.reserveConnections.value,
            requests: counters.requests.sum(\.inFlight.value),
            bodyBytes: counters.bodyBytesInFlight.value
        )
    }

    private static func notZero(_ values: [(label: String, value: Int)]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: values.filter { $0.value != 0 }.map { ($0.label, $0.value) })
    }

    /// Expects the counters, but for those named zero, to come to be `expected`.
    func expectCounts(_ expected: [String: Int], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(settled(on: expected) { counts } == expected, sourceLocation: sourceLocation)
    }

    /// A TCP connection.
    func socket(receiveBuffer: CInt? = nil) throws -> ClientSocket {
        try ClientSocket(to: server.address, of: self, receiveBuffer: receiveBuffer)
    }

    /// A TLS connection before its handshake.
    func tls(
        on socket: ClientSocket? = nil,
        options: (inout TLSClient.Options) -> Void = { _ in }
    ) throws -> TLSClient {
        var settings = TLSClient.Options(authority: Self.certificate.authority)
        options(&settings)
        return try TLSClient(try socket ?? self.socket(), settings)
    }

    /// A connection that is ready for HTTP/1.1.
    func connect(receiveBuffer: CInt? = nil) throws -> HTTP1Client {
        let tls = try tls(on: socket(receiveBuffer: receiveBuffer))
        try tls.handshake()
        return HTTP1Client(tls)
    }

    /// A connection without TLS.
    func connectPlain(receiveBuffer: CInt? = nil) throws -> PlainClient {
        PlainClient(PlainStream(socket: try socket(receiveBuffer: receiveBuffer)))
    }

    /// A connection that is ready for HTTP/2.
    func connectHTTP2() throws -> HTTP2Client {
        let tls = try tls { $0.protocols = ["h2"] }
        try tls.handshake()
        return try HTTP2Client(tls)
    }
}
