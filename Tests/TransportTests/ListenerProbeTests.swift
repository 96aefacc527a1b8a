import Foundation
import HTTP
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import TLS
@testable import Transport

/// Whether a server that looks at itself sees what clients see.
@Suite struct ListenerProbeTests {
    private func certificate() throws -> LiveCertificate {
        let files = TestServer.certificate
        return try LiveCertificate(TLSSettings(certificateChainFile: files.chain, privateKeyFile: files.key))
    }

    private func probe(
        _ address: SocketAddress,
        _ certificate: LiveCertificate,
        every period: Duration = .milliseconds(200),
        within limit: Duration = .seconds(2),
        arrivals: @escaping @Sendable () -> Int? = { nil }
    ) -> ListenerProbe {
        ListenerProbe(
            address.ownAddresses,
            certificate,
            OwnPorts(),
            name: "localhost",
            every: period,
            within: limit,
            arrivals: arrivals
        )
    }

    @Test(arguments: ["127.0.0.1:0", "0.0.0.0:0"])
    func aServerThatServesIsReady(address: String) throws {
        let server = try TestServer(address)
        let probe = try #require(ListenerProbe(of: server.server, name: "localhost", every: .milliseconds(20)))
        #expect(probe.health == .notReady("the server has not connected to itself yet"))
        try probe.start()
        defer { probe.stop() }
        let port = server.server.address.port
        let words = "127.0.0.1:\(port) presented the certificate that counts, 0 seconds ago"
        #expect(probe.health == .ready(words))
        // Again and again.
        #expect(settled(on: true) { server.server.counters.accepted.value >= 5 })
        #expect(probe.health == .ready(words))
        #expect(server.counts.keys.sorted() == ["connectionsAccepted"])
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/net/if_inet6")))
    func everyAddressMayBeIPv6() throws {
        let server = try TestServer("[::]:0")
        let probe = try #require(ListenerProbe(of: server.server, name: "localhost"))
        try probe.start()
        defer { probe.stop() }
        guard case .ready = probe.health else { throw UnexpectedHealth(probe.health) }
    }

    @Test func aServerReachesItselfByLoopback() throws {
        for (address, own) in [
            ("0.0.0.0:1", ["127.0.0.1:1"]), ("[::]:1", ["[::1]:1", "127.0.0.1:1"]),
            ("[0:0::0]:1", ["[::1]:1", "127.0.0.1:1"]), ("192.0.2.1:1", ["192.0.2.1:1"]), ("[::1]:1", ["[::1]:1"]),
        ] {
            #expect(try #require(SocketAddress(address)).ownAddresses.map(\.description) == own)
        }
    }

    /// The server wants certificates of clients, and has none itself.
    @Test func itsOwnLooksAreNoFailedHandshakes() throws {
        let server = try TestServer(adjust: {
            $0.requireClients(certifiedBy: TestServer.certificate.authority, called: [])
        })
        let probe = try #require(ListenerProbe(of: server.server, name: "localhost", every: .milliseconds(5)))
        try probe.start()
        #expect(settled(on: true) { server.server.counters.accepted.value >= 20 })
        probe.stop()
        guard case .ready = probe.health else { throw UnexpectedHealth(probe.health) }
        #expect(server.counts["handshakesFailed"] == nil)
        // Those of others still are.
        try server.socket().close()
        #expect(settled(on: 1) { server.counts["handshakesFailed"] ?? 0 } == 1)
    }

    @Test func aPortThatNobodyHasIsNotReady() throws {
        let address = try ListeningSocket(#require(SocketAddress("127.0.0.1:0"))).address
        let probe = try probe(address, certificate())
        try probe.start()
        defer { probe.stop() }
        #expect(probe.health == .notReady("connect to \(address): Connection refused, 0 seconds ago"))
    }

    @Test func aPortThatHangsIsNotReady() throws {
        let listener = try ListeningSocket(#require(SocketAddress("127.0.0.1:0")))
        let probe = try probe(listener.address, certificate(), within: .milliseconds(50))
        try probe.start()
        defer { probe.stop() }
        let words = "receive from \(listener.address): Connection timed out, 0 seconds ago"
        #expect(probe.health == .notReady(words))
    }

    /// All replicas of a Service may have too much to do at once, and none must leave it for that.
    @Test func whoeverOthersReachStaysReady() throws {
        let listener = try ListeningSocket(#require(SocketAddress("127.0.0.1:0")))
        for (others, isReady) in [(3, true), (0, false)] {
            let arrivals = Atomic<Int>(0)
            // The second look counts, with the one connection that it makes itself.
            let probe = try probe(listener.address, certificate(), every: .seconds(60), within: .milliseconds(50)) {
                arrivals.add(1 + others, ordering: .relaxed).newValue
            }
            try probe.start()
            probe.stop()
            let words = "receive from \(listener.address): Connection timed out, 0 seconds ago"
            let whileOthers = "too much to do: \(words), while \(others) others connected"
            #expect(probe.health == (isReady ? .degraded(whileOthers) : .notReady(words)))
        }
    }

    @Test func aFullServerStaysReadyWhileOthersConnect() throws {
        let server = try TestServer {
            $0.connections = 1
            $0.reserveConnections = 0
        }
        let client = try server.connect()
        try client.send(.post("/echo", length: 4) + "ab")
        let probe = try #require(ListenerProbe(of: server.server, name: "localhost", every: .milliseconds(1)))
        try probe.start()
        defer { probe.stop() }
        let becomesDegraded = settled(on: true) {
            _ = try? server.socket().receive()
            return if case .degraded = probe.health { true } else { false }
        }
        #expect(becomesDegraded)
        // Nobody else came.
        let becomesUnready = settled(on: true) { if case .notReady = probe.health { true } else { false } }
        #expect(becomesUnready)
    }

    /// Others come to the loops that are left, and fail on this one as the server's own looks do.
    @Test func whatOthersReachSaysNothingWhileALoopIsStuck() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send(.get("/hold"))
        #expect(server.hold.hasBegun())
        #expect(settled(on: nil) { server.server.arrivals(unlessStuckFor: .milliseconds(10)) } == .some(nil))
        #expect(server.server.arrivals(unlessStuckFor: .seconds(600)) == 1)
        server.hold.end()
        #expect(try client.answer().status == 200)
    }

    @Test func anotherCertificateIsNotReadyUntilItCounts() throws {
        let server = try TestServer()
        let issuer = try TestAuthority()
        let mounted = try MountedFolder(issuer.serving().files)
        let settings = TLSSettings(
            certificateChainFile: mounted.path("tls.crt"),
            privateKeyFile: mounted.path("tls.key")
        )
        let certificate = try LiveCertificate(settings)
        let probe = probe(server.server.address, certificate)
        try probe.start()
        defer { probe.stop() }
        guard case .notReady(let reason) = probe.health else { throw UnexpectedHealth(probe.health) }
        let words = "\(server.server.address) presents another certificate than the one that counts: "
        #expect(reason.hasPrefix(words), "\(reason)")
        let files = TestServer.certificate
        try mounted.exchange([
            "tls.crt": Command.run("cat", [files.chain]).standardOutput,
            "tls.key": Command.run("cat", [files.key]).standardOutput,
        ])
        _ = certificate.reload()
        let becomesReady = settled(on: true) { if case .ready = probe.health { true } else { false } }
        #expect(becomesReady)
    }

    /// A thread that gets no further must not leave the server ready for ever.
    @Test func anOutcomeGrowsStale() throws {
        let server = try TestServer()
        let probe = try probe(server.server.address, #require(server.server.certificate), within: .milliseconds(100))
        try probe.start()
        // One look may still come.
        probe.stop()
        let becomesStale = settled(on: true) { if case .notReady = probe.health { true } else { false } }
        #expect(becomesStale)
    }

    @Test func aServerWithoutTLSHasNothingToLookAt() throws {
        #expect(try ListenerProbe(of: TestServer(plain: 1).server, name: "") == nil)
    }
}
