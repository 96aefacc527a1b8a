import Alerts
import Foundation
import TestSupport
import Testing

/// Answers at which Foundation would end the process, and their like: each must be some outcome, and the next message go
/// through.
@Suite struct HostileAnswerTests {
    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Len",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nfoo\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nDate: a\r\n b\r\n\r\n",
        "HTTP/1.1 200 OK\nDate: a\n\nx",
        "HTTP/1.1 200 OK\r\nDate:\r\nRetry-After: \r\n\r\n",
        "HTTP/1.1 200 OK\r\nDate: \u{0}\r\n\r\n",
        "HTTP/1.1 999 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 99999 OK\r\n\r\n",
        "HTTP/3 200\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: \r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://[::\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: ://\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: %%%\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://a:99999999/\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: //\r\nLocation: ?\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\n\r\n",
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest \"\r\nWWW-Authenticate: ,=\"\r\n\r\n",
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: ;;;=\r\nContent-Disposition: attachment; filename=\"\r\n\r\n",
        "HTTP/1.1 200 OK\r\nSet-Cookie: =;;Expires=\u{FF}\r\nStrict-Transport-Security: max-age=x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nTrailer: x\r\nHTTP/1.1 500 x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "HTTP/1.1 200 OK\r\n\(String(repeating: "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", count: 500))\r\n",
        "HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 200_000))\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    ])
    func isSomeOutcome(answer: String) {
        let server = ScriptedServer { connection in
            // With the whole body of the request read, the end is no reset.
            connection.write(answer)
        }
        let url = PosterFixture.url(.slack, port: server.port)
        #expect(PosterFixture(.slack, url).deliver().outcome != .delivered)
    }

    /// Random pieces of answers in random order.
    @Test func randomAnswersAreSomeOutcome() {
        var generator = SeededGenerator(seed: 20_260_101)
        let pieces = [
            "HTTP/1.1 200 OK\r\n", "HTTP/1.1 302 Found\r\n", "HTTP/1.1 401 X\r\n", "HTTP/1.1 100 Continue\r\n",
            "HTTP/2 200 \r\n", "Location: http://127.0.0.1:1/\r\n", "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "\r\n", "\n", "\r", "5\r\nhello\r\n", "0\r\n\r\n", ":", " ", "\u{0}", "é", "WWW-Authenticate: Basic\r\n",
            "Date: x\r\n", "Connection: keep-alive\r\n", "hello",
        ]
        for _ in 0..<150 {
            let count = 1 + generator.below(8)
            let start = generator.chance(4) ? "" : pieces[generator.below(5)]
            let answer = (0..<count).reduce(start) { text, _ in text + generator.pick(pieces) }
            let server = ScriptedServer { $0.write(answer) }
            let url = PosterFixture.url(.slack, port: server.port)
            let outcome = PosterFixture(.slack, url).deliver().outcome
            #expect(outcome != .delivered, "\(answer.debugDescription)")
        }
    }

    /// A head may break off at any byte.
    @Test func aHeadThatBreaksOffAnywhereIsNoAnswer() {
        let answer = "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n"
        for length in 0..<answer.utf8.count {
            let server = ScriptedServer { $0.write(Array(answer.utf8.prefix(length))) }
            let delivery = PosterFixture(.slack, PosterFixture.url(.slack, port: server.port)).deliver()
            #expect(delivery.status == nil, "\(length) bytes: \(delivery.outcome)")
        }
    }

    @Test(arguments: ["HTTP/1.1 200\r\n", "HTTP/1.0 200 \r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"])
    func aHeadMayBeUnusual(head: String) {
        let server = ScriptedServer { $0.write("\(head)Content-Length: 2\r\nContent-Type: text/html\r\n\r\nok") }
        #expect(
            PosterFixture(.slack, PosterFixture.url(.slack, port: server.port)).deliver().outcome == .delivered
        )
    }
}
