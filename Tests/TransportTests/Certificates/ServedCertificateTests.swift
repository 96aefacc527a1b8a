import COpenSSL
import Foundation
import TestSupport
import Testing

@testable import Transport

/// A look at what a server presents.
@Suite struct ServedCertificateTests {
    private func leaf(of address: SocketAddress, within limit: Duration = .seconds(10)) throws -> CertificateFacts {
        try ServedCertificate.leaf(at: address, name: "localhost", within: limit)
    }

    private func expected() throws -> CertificateFacts {
        try CertificateFacts.all(inPEM: Command.run("cat", [TestServer.certificate.chain]).standardOutput)[0]
    }

    @Test func theLeafIsSeen() throws {
        let server = try TestServer()
        #expect(try leaf(of: server.server.address) == expected())
        server.expectCounts(["connectionsAccepted": 1])
    }

    /// The server looks for a name to choose by, and an address is none.
    @Test(arguments: ["localhost", "127.0.0.1", "::1", ""])
    func anyNameWillDo(name: String) throws {
        let server = try TestServer()
        let leaf = try ServedCertificate.leaf(at: server.server.address, name: name, within: .seconds(10))
        #expect(try leaf == expected())
    }

    @Test func aServerThatWantsACertificateIsSeenToo() throws {
        let server = try TestServer(adjust: {
            $0.requireClients(certifiedBy: TestServer.certificate.authority, called: [])
        })
        #expect(try leaf(of: server.server.address) == expected())
        // Anybody's look but the server's own.
        server.expectCounts(["connectionsAccepted": 1, "handshakesFailed": 1])
    }

    /// TLS 1.2 asks before the handshake is over.
    @Test func soIsOneThatSpeaksTLS12Only() throws {
        let certificate = TestServer.certificate
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-tls1_2", "-Verify", "1", "-verify_return_error",
            "-naccept",
            "1", "-cert", certificate.chain, "-key", certificate.key, "-CAfile", certificate.authority,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = Pipe()
        try process.run()
        defer { kill(process.processIdentifier, SIGKILL) }
        // "ACCEPT 127.0.0.1:41234"
        var text = ""
        while !text.contains("ACCEPT 127.0.0.1:") || text.last != "\n" {
            let data = pipe.fileHandleForReading.availableData
            guard !data.isEmpty else { break }
            text += String(decoding: data, as: UTF8.self)
        }
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") })
        let address = try #require(SocketAddress(String(line.dropFirst(7))))
        #expect(try leaf(of: address) == expected())
    }

    @Test func aPortThatNobodyHasIsRefused() throws {
        let address = try ListeningSocket(#require(SocketAddress("127.0.0.1:0"))).address
        let error = #expect(throws: SystemError.self) { try leaf(of: address) }
        #expect(error?.description == "connect to \(address): Connection refused")
    }

    /// The kernel completes the connection, and nobody takes it.
    @Test func aPortThatHangsTakesNoLongerThanItMay() throws {
        let listener = try ListeningSocket(#require(SocketAddress("127.0.0.1:0")))
        let clock = ContinuousClock.now
        let error = #expect(throws: SystemError.self) { try leaf(of: listener.address, within: .milliseconds(200)) }
        #expect(error?.description == "receive from \(listener.address): Connection timed out")
        #expect(ContinuousClock.now - clock < .seconds(5))
    }

    @Test func aServerWithoutTLSHasNone() throws {
        let server = try TestServer(plain: 1)
        #expect(throws: (any Error).self) { try leaf(of: server.server.address) }
    }

    @Test func aHostHasItsAddresses() throws {
        let addresses = try SocketAddress.all(host: "localhost", port: 443)
        #expect(addresses.contains { $0.description == "127.0.0.1:443" || $0.description == "[::1]:443" })
        #expect(Set(addresses).count == addresses.count)
        #expect(try SocketAddress.all(host: "192.0.2.1", port: 8443).map(\.description) == ["192.0.2.1:8443"])
        #expect(try SocketAddress.all(host: "2001:db8::1", port: 8443).map(\.description) == ["[2001:db8::1]:8443"])
        let error = #expect(throws: AddressLookupError.self) { try SocketAddress.all(host: "nobody.invalid", port: 1) }
        #expect(error?.description.hasPrefix("look for the address of nobody.invalid: ") == true)
    }
}
