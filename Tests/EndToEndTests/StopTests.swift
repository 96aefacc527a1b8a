import Foundation
import TestSupport
import Testing

@Suite struct StopTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func aSignalEndsTheServerInOrder(signal: Int32) throws {
        let server = try ServerProcess(DevelopmentCertificate())
        server.signal(signal)
        #expect(server.exitStatus(within: 10) == 0)
        #expect(server.logLine { $0.contains(#""message":"stopped""#) } != nil)
    }

    /// While endpoints are updated, clients are still served and told to go elsewhere.
    @Test func duringTheDrainDelayRequestsAreAnswered() throws {
        let certificate = try DevelopmentCertificate()
        let server = try ServerProcess(certificate, ["--drain-delay", "60s"])
        server.signal(SIGTERM)
        #expect(server.logLine { $0.contains(#""message":"draining""#) } != nil)
        let answer = try Command.run(
            "curl",
            ["--silent", "--http1.1", "--max-time", "10", "--cacert", certificate.authority, "--include", server.url]
        )
        #expect(answer.standardOutput.hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
        #expect(answer.standardOutput.contains("\r\nConnection: close\r\n"))
        // A second signal ends it at once.
        server.signal(SIGTERM)
        #expect(server.exitStatus(within: 10) == 128 + SIGTERM)
    }
}
