import TLS
import Testing

@Suite struct ALPNTests {
    @Test(
        arguments: [
            (["h2", "http/1.1"], true, .http2, "h2"),
            // The server's preference counts.
            (["http/1.1", "h2"], true, .http2, "h2"),
            (["h2"], true, .http2, "h2"),
            (["spdy/1", "x", "h2"], true, .http2, "h2"),
            (["http/1.1"], true, .http1, "http/1.1"),
            (["http/1.0", "http/1.1"], true, .http1, "http/1.1"),
            // Without overlap, and without ALPN, a client is taken to speak HTTP/1.1.
            (["h2c", "h", "h23", "http/1"], true, .http1, nil),
            ([], true, .http1, nil),
            (["h2", "http/1.1"], false, .http1, "http/1.1"),
            (["h2"], false, .http1, nil),
            ([], false, .http1, nil),
        ] as [([String], Bool, TLSConnection.Selected, String?)]
    )
    func theProtocolIsChosenAmongThoseThatTheClientOffers(
        _ offered: [String],
        _ offersHTTP2: Bool,
        _ selected: TLSConnection.Selected,
        _ name: String?
    ) throws {
        let context = try offersHTTP2 ? DevelopmentContext.standard : DevelopmentContext.withoutHTTP2
        let connection = try TLSConnection(context, .init(protocols: offered))
        let outcome = connection.shakeHands()
        #expect(outcome.server == .complete(selected))
        #expect(outcome.client == .complete)
        #expect(connection.client.selectedProtocol == name)
    }
}
