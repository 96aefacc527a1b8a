import HTTP
import Testing

@Suite struct HTTP1PersistenceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let version: String
        /// The values of Connection fields.
        let options: [String]
        let closes: Bool

        init(_ version: String, _ options: [String], closes: Bool) {
            self.version = version
            self.options = options
            self.closes = closes
        }

        var testDescription: String { "\(version) \(options)" }
    }

    @Test(arguments: [
        Case("HTTP/1.1", [], closes: false),
        Case("HTTP/1.1", ["keep-alive"], closes: false),
        Case("HTTP/1.1", ["close"], closes: true),
        Case("HTTP/1.1", ["CLOSE"], closes: true),
        Case("HTTP/1.1", ["Upgrade, close"], closes: true),
        Case("HTTP/1.1", [", \tclose\t,Upgrade"], closes: true),
        Case("HTTP/1.1", ["close, keep-alive"], closes: true),
        Case("HTTP/1.1", ["close", "keep-alive"], closes: true),
        Case("HTTP/1.1", ["closed, x-close, clos", ""], closes: false),
        Case("HTTP/1.0", [], closes: true),
        Case("HTTP/1.0", ["Upgrade"], closes: true),
        Case("HTTP/1.0", ["keep-alive"], closes: true),
        Case("HTTP/1.0", ["x, Keep-Alive"], closes: true),
        Case("HTTP/1.0", ["keep-alive, close"], closes: true),
        Case("HTTP/1.0", ["keep-alive", "close"], closes: true),
    ])
    func whetherTheConnectionEndsBehindTheAnswer(_ example: Case) {
        let lines = example.options.map { "Connection: \($0)\r\n" }.joined()
        #expect(
            Reading(of: "GET / \(example.version)\r\nHost: a\r\n\(lines)\r\n")
                == Reading(messages: [.init(closes: example.closes, fieldCount: 1 + example.options.count)])
        )
    }

    @Test func oneRequestSaysNothingAboutTheNext() {
        let reading = Reading(
            of: "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
        )
        #expect(reading.messages.map(\.closes) == [true, false])
    }
}
