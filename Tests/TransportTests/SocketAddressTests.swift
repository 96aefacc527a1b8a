import Testing
import Transport

@Suite struct SocketAddressTests {
    @Test(arguments: [
        ("0.0.0.0:8443", "0.0.0.0", 8443), ("127.0.0.1:0", "127.0.0.1", 0),
        ("255.255.255.255:65535", "255.255.255.255", 65535),
        ("[::]:8443", "::", 8443), ("[::1]:1", "::1", 1),
        ("[2001:db8::8:800:200c:417a]:443", "2001:db8::8:800:200c:417a", 443),
        ("[::ffff:192.0.2.1]:80", "::ffff:192.0.2.1", 80),
    ])
    func aNumericAddressAndAPortAreReadAndWrittenAlike(text: String, host: String, port: UInt16) throws {
        let address = try #require(SocketAddress(text))
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.description == text)
    }

    @Test(arguments: [
        "", ":", "8443", ":8443", "127.0.0.1", "127.0.0.1:", "[::1]", "[::1]:", "[]:80",
        // No port, or none that there is.
        "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:-0", "127.0.0.1:+80", "127.0.0.1: 80", "127.0.0.1:80 ",
        "127.0.0.1:http", "127.0.0.1:0x50", "127.0.0.1:٨٠",
        // Names, and numbers that are no addresses.
        "localhost:80", "1.2.3:80", "256.0.0.1:80", "1.2.3.4.5:80", " 127.0.0.1:80", "[::1%lo]:80", "[:::1]:80",
        "[1::2::3]:80",
        // Brackets are for IPv6, and IPv6 wants them.
        "::1:80", "[127.0.0.1]:80", "[::1:80", "::1]:80", "[::1]80", "[[::1]]:80",
    ])
    func anythingElseIsRefused(text: String) {
        #expect(SocketAddress(text) == nil)
    }
}
