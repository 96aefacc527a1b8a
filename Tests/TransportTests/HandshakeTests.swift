import COpenSSL
import Testing

@testable import Transport

/// Connections that fail to become one.
@Suite struct HandshakeTests {
    @Test func whoSendsNonsenseGetsAnAlert() throws {
        let server = try TestServer()
        let socket = try server.socket()
        // A handshake record whose message is of no kind that begins one.
        try socket.send([22, 3, 1, 0, 5, 99, 0, 0, 1, 0])
        let alert = try socket.receive()
        // A record of two bytes of kind "alert", and a fatal one.
        #expect(alert.prefix(6) == [21, 3, 3, 0, 2, 2])
        #expect(try socket.receive() == [])
        server.expectCounts(["connectionsAccepted": 1, "handshakesFailed": 1])
    }

    @Test func whoSpeaksPlainHTTPIsShownTheDoor() throws {
        let server = try TestServer()
        let socket = try server.socket()
        try socket.send(Array(String.get("/").utf8))
        #expect(try socket.receive() == [])
        server.expectCounts(["connectionsAccepted": 1, "handshakesFailed": 1])
    }

    @Test func aPeerThatOnlyLooksIsCounted() throws {
        let server = try TestServer()
        try server.socket().close()
        try server.socket().reset()
        let tls = try server.tls()
        try tls.socket.send(tls.hello())
        #expect(try !tls.socket.receive().isEmpty)
        tls.socket.close()
        server.expectCounts(["connectionsAccepted": 3, "handshakesFailed": 3])
    }

    @Test(
        arguments: [
            ([], nil), (["http/1.1"], "http/1.1"), (["spdy/3", "http/1.1"], "http/1.1"), (["spdy/3"], nil),
            (["http/1.1", "h2"], "h2"),
        ] as [([String], String?)]
    )
    func theProtocolIsTheBestThatTheClientOffers(offered: [String], selected: String?) throws {
        let tls = try TestServer().tls { $0.protocols = offered }
        try tls.handshake()
        #expect(tls.selectedProtocol == selected)
        if selected == "h2" {
            let client = try HTTP2Client(tls)
            try client.send(.request("GET", "/", stream: 1, ends: true))
            #expect(try client.answer(on: 1).status == 200)
        } else {
            #expect(try HTTP1Client(tls).get("/").status == 200)
        }
    }

    @Test func aServerMayRefuseHTTP2() throws {
        let tls = try TestServer(adjust: { $0.refuseHTTP2() }).tls { $0.protocols = ["h2", "http/1.1"] }
        try tls.handshake()
        #expect(tls.selectedProtocol == "http/1.1")
    }

    @Test func aServerMayRefuseTLS12() throws {
        let old: (inout TLSClient.Options) -> Void = { $0.maximumVersion = TLS1_2_VERSION }
        let tls = try TestServer().tls(options: old)
        try tls.handshake()
        #expect(try HTTP1Client(tls).get("/").status == 200)
        let strict = try TestServer(adjust: { $0.requireTLS13() })
        #expect(throws: ClientFailure.tls("tlsv1 alert protocol version")) {
            try strict.tls(options: old).handshake()
        }
        strict.expectCounts(["connectionsAccepted": 1, "handshakesFailed": 1])
        #expect(try strict.connect().get("/").status == 200)
    }
}
