import TLS
import Testing

/// The test cases of RFC 4231 §4; the fifth is about truncated codes.
@Suite struct HMACSHA256Tests {
    struct Vector: CustomTestStringConvertible {
        let testDescription: String
        let key: [UInt8]
        let message: [UInt8]
        let code: String

        init(_ name: String, _ key: [UInt8], _ message: [UInt8], _ code: String) {
            testDescription = name
            self.key = key
            self.message = message
            self.code = code
        }

        init(_ name: String, _ key: [UInt8], _ message: String, _ code: String) {
            self.init(name, key, Array(message.utf8), code)
        }

        static let all = [
            Vector(
                "1",
                Array(repeating: 0x0B, count: 20),
                "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            Vector(
                "2",
                Array("Jefe".utf8),
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            Vector(
                "3",
                Array(repeating: 0xAA, count: 20),
                Array(repeating: 0xDD, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            Vector(
                "4",
                Array(1...25),
                Array(repeating: 0xCD, count: 50),
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
            ),
            Vector(
                "6",
                Array(repeating: 0xAA, count: 131),
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            Vector(
                "7",
                Array(repeating: 0xAA, count: 131),
                "This is a test using a larger than block-size key and a larger than block-size data. The key needs "
                    + "to be hashed before being used by the HMAC algorithm.",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
            ),
            // Of the openssl command line.
            Vector("empty", [], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        ]
    }

    @Test(arguments: Vector.all)
    func computesTheCodeOf(vector: Vector) throws {
        let code = try HMACSHA256.code(of: vector.message, key: vector.key)
        let digits = code.map { ($0 < 0x10 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(digits == vector.code)
    }
}
