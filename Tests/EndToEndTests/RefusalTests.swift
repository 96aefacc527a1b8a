import Foundation
import TestSupport
import Testing

/// What the server refuses before it has read all of it, as a client sees that is still sending.
@Suite struct RefusalTests {
    @Test(arguments: ["--http1.1", "--http2"], [[], ["--header", "Transfer-Encoding: chunked"]])
    func aBodyThatIsTooLongIsAnswered(version: String, options: [String]) throws {
        let certificate = try DevelopmentCertificate()
        let server = try ServerProcess(certificate)
        let folder = try TemporaryFolder()
        let file = try folder.write(String(repeating: " ", count: 9_000_000), to: "body")
        let output = try Command.run(
            "curl",
            [
                version, "--silent", "--show-error", "--max-time", "10", "--cacert", certificate.authority,
                "--header", "Content-Type: application/json", "--write-out", "%{http_code}", "--data-binary",
                "@\(file)", server.url,
            ] + options
        )
        #expect(output.standardOutput == "the body is longer than 8388608 bytes\n413", "\(output.standardError)")
    }
}
