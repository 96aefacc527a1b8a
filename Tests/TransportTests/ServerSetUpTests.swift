import CLinux
import Foundation
import TestSupport
import Testing

@testable import Transport

/// Where a server listens and with what, and what it says if it cannot.
@Suite struct ServerSetUpTests {
    private static let hasIPv6 = FileManager.default.fileExists(atPath: "/proc/net/if_inet6")

    @Test func aPortOfTheSystemsChoiceIsTold() throws {
        let server = try TestServer("127.0.0.1:0", loops: 2)
        let address = server.server.address
        #expect(address.host == "127.0.0.1")
        #expect(address.port > 0)
        #expect(try server.connect().get("/").status == 200)
        #expect(try TestServer().server.address.port != address.port)
    }

    @Test(.enabled(if: hasIPv6)) func loopbackMayBeIPv6() throws {
        let server = try TestServer("[::1]:0")
        #expect(server.server.address.description == "[::1]:\(server.server.address.port)")
        #expect(try server.connect().get("/").status == 200)
    }

    @Test(.enabled(if: hasIPv6)) func everyAddressOfIPv6IncludesIPv4() throws {
        let server = try TestServer("[::]:0")
        for host in ["127.0.0.1", "[::1]"] {
            let address = try #require(SocketAddress("\(host):\(server.server.address.port)"))
            let tls = try server.tls(on: ClientSocket(to: address, of: server))
            try tls.handshake()
            #expect(try HTTP1Client(tls).get("/").status == 200)
        }
    }

    @Test func anAddressThatIsTakenIsNamed() throws {
        let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(number) }
        let free = try #require(SocketAddress("127.0.0.1:0"))
        #expect(free.withSockAddress { _, bytes, size in bind(number, bytes, size) } == 0)
        #expect(listen(number, 1) == 0)
        var name = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) }
        }
        let address = "127.0.0.1:\(UInt16(bigEndian: name.sin_port))"
        #expect(failure(at: address) == "bind \(address): Address already in use")
    }

    @Test func anAddressOfAnotherHostIsNamed() {
        #expect(failure(at: "192.0.2.1:8443") == "bind 192.0.2.1:8443: Cannot assign requested address")
    }

    @Test func aFileThatCannotBeUsedIsNamed() throws {
        let folder = try TemporaryFolder()
        let text = try folder.write("no PEM\n", to: "text.pem")
        let (good, other) = (TestServer.certificate, try DevelopmentCertificate())
        #expect(failure(chain: text) == "cannot read a PEM certificate chain from \(text): no start line")
        let chain = good.chain
        #expect(
            failure(key: text)
                == "cannot use the PEM private key in \(text) with the certificate in \(chain): unsupported"
        )
        #expect(
            failure(key: other.key)
                == "cannot use the PEM private key in \(other.key) with the certificate in \(chain): key values mismatch"
        )
        #expect(
            failure { $0.requireClients(certifiedBy: text, called: []) }
                == "cannot read PEM certificates of client CAs from \(text): no start line"
        )
    }

    @Test func thereIsALoopForEachCPUUpToFour() throws {
        let count = try Command.run("nproc", []).standardOutput
        #expect("\(clinux_usable_cpus())\n" == count)
        let address = try #require(SocketAddress("127.0.0.1:0"))
        let settings = ServerSettings(address: address, certificateChainFile: "", privateKeyFile: "")
        #expect(settings.loops == min(4, Int(clinux_usable_cpus())))
    }

    /// What a server that should not start says.
    private func failure(
        at address: String = "127.0.0.1:0",
        chain: String? = nil,
        key: String? = nil,
        _ adjust: (inout ServerSettings) -> Void = { _ in }
    ) -> String {
        do {
            _ = try TestServer(address, chain: chain, key: key, adjust: adjust)
            return "it serves"
        } catch {
            return "\(error)"
        }
    }
}
