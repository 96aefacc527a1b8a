import TLS
import TestSupport
import Testing

/// That connections trust what was added is tested where there are some: with the posting of messages.
@Suite struct OutgoingTrustTests {
    @Test func aFileThatIsNotThereIsNamed() {
        let error = #expect(throws: TLSError.self) { try OutgoingTrust.add("/nowhere/ca.crt") }
        #expect(
            error?.description == "cannot read PEM certificates of CAs from /nowhere/ca.crt: No such file or directory"
        )
    }

    @Test func aFileWithoutACertificateIsNamed() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("no certificate", to: "ca.crt")
        let error = #expect(throws: TLSError.self) { try OutgoingTrust.add(file) }
        #expect(error?.description == "cannot read PEM certificates of CAs from \(file): no start line")
    }
}
