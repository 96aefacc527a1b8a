import Alerts
import Foundation
import TLS
import TestSupport
import Testing

/// Whom the poster trusts. One test: what is trusted counts for the whole process.
@Suite struct OutgoingTrustTests {
    private static let untrusted = "the server's TLS certificate is not trusted: SSL certificate problem: "

    @Test func aFurtherAuthorityIsTrustedAndNamesStillHaveToMatch() throws {
        let (own, stranger) = (try DevelopmentCertificate(), try DevelopmentCertificate(names: ["elsewhere.example"]))
        let (server, misnamed) = (try TLSServer(own), try TLSServer(stranger))
        #expect(
            outcome(server)
                == .configuration(reason: Self.untrusted + "self-signed certificate in certificate chain")
        )
        try OutgoingTrust.add(stranger.authority)
        #expect(
            outcome(server)
                == .configuration(reason: Self.untrusted + "self-signed certificate in certificate chain")
        )
        #expect(
            outcome(misnamed)
                == .configuration(
                    reason: "the server's TLS certificate is not trusted: "
                        + "SSL: no alternative certificate subject name matches target host name '127.0.0.1'"
                )
        )
        try OutgoingTrust.add(own.authority)
        #expect(outcome(server) == .delivered)
        // What cannot be read leaves things as they are.
        #expect(throws: TLSError.self) { try OutgoingTrust.add("/nowhere/ca.crt") }
        #expect(outcome(server) == .delivered)
        try OutgoingTrust.add(nil)
        #expect(outcome(server) != .delivered)
    }

    /// Each time with a session of its own, for connections that are open stay open.
    private func outcome(_ server: TLSServer) -> Outcome {
        let url = "https://127.0.0.1:\(server.port)/open-apis/bot/v2/hook/\(PosterFixture.token)"
        return PosterFixture(.feishu, url).deliver().outcome
    }
}
