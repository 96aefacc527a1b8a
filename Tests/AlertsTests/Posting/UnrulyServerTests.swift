import Alerts
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// Servers that do not answer as they should.
@Suite struct UnrulyServerTests {
    @Test func oneThatNeverAnswersIsGivenUp() {
        let start = ContinuousClock.now
        let delivery = deliver(ScriptedServer { $0.waitForEnd() }, timeout: .milliseconds(200))
        #expect(delivery.outcome == .retryable(reason: "no answer in time"))
        #expect(ContinuousClock.now - start < .seconds(8))
    }

    /// Each byte would start a timeout of Foundation's anew.
    @Test func oneThatAnswersByteByByteIsGivenUp() {
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            while connection.write(" ") {
                usleep(10_000)
            }
        }
        let start = ContinuousClock.now
        let delivery = deliver(server, timeout: .milliseconds(300))
        #expect(delivery.outcome == .retryable(reason: "no answer in time"))
        #expect(ContinuousClock.now - start < .seconds(8))
    }

    @Test func anEndlessAnswerEndsSoonAndLeavesMemoryAlone() throws {
        let written = Counted()
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            let chunk = [UInt8](repeating: 0x61, count: 65_536)
            while connection.write(chunk) {
                written.bytes.withLock { $0 += chunk.count }
            }
            written.hasEnded.withLock { $0 = true }
        }
        let start = ContinuousClock.now
        let delivery = deliver(server)
        #expect(ContinuousClock.now - start < .seconds(8))
        #expect(delivery.outcome == .retryable(reason: "HTTP 200: " + String(repeating: "a", count: 246)))
        #expect(settled(on: true) { written.hasEnded.withLock(\.self) })
        // What the kernel keeps for both ends of the connection, 6 MiB at the most, and little more.
        #expect(written.bytes.withLock(\.self) < 16 << 20)
    }

    /// 16 MiB of zeros in 16 KiB.
    @Test func aCompressedAnswerIsNotUnfolded() throws {
        let command = "head -c 16777216 /dev/zero | gzip -9 | base64 -w 0"
        let text = try Command.run("sh", ["-c", command]).standardOutput
        let bomb = try #require(Data(base64Encoded: text))
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
            connection.write(Array(bomb))
        }
        #expect(deliver(server).outcome == .retryable(reason: "HTTP 200: a compressed answer"))
    }

    @Test(arguments: [
        ("", "the connection ended before the answer did"),
        ("HTTP/1.1 200 OK\r\nContent-Len", "the connection ended before the answer did"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"code\":0}",
            "the connection ended before the answer did"
        ),
        (
            "SSH-2.0-OpenSSH_9.2\r\n",
            "what answers does not speak HTTP: Received HTTP/0.9 when not allowed"
        ),
    ])
    func halfAnAnswerIsNone(answer: String, reason: String) {
        let delivery = deliver(ScriptedServer { $0.write(answer) })
        #expect(delivery.outcome == .retryable(reason: reason))
        #expect(delivery.status == nil)
    }

    @Test func aPortWhereNobodyListensRefuses() {
        // Nobody listens on port 1 of loopback.
        let delivery = PosterFixture(.feishu, PosterFixture.url(.feishu, port: 1)).deliver()
        #expect(delivery.outcome.reason?.hasPrefix("no connection: Failed to connect to 127.0.0.1 port 1 ") == true)
    }

    /// Many tasks that are cancelled while their answers come.
    @Test func manyUnrulyAnswersAtOnceDoNoHarm() {
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            while connection.write([UInt8](repeating: 0x61, count: 4096)) {}
        }
        // Sixteen at once on a machine that runs other tests, too.
        let statuses = deliveries(to: server, Array(repeating: .seconds(60), count: 16)).map(\.status)
        #expect(statuses == Array(repeating: 200, count: 16))
    }

    /// Foundation has no more than six connections to a host unless it is told otherwise.
    @Test func oneThatNeverAnswersHoldsUpNobodyElse() {
        let server = ScriptedServer { $0.waitForEnd() }
        let outcomes = deliveries(to: server, Array(repeating: .milliseconds(1500), count: 16)).map(\.outcome)
        #expect(outcomes == Array(repeating: .retryable(reason: "no answer in time"), count: 16))
        #expect(server.requests.count == 16)
    }

    /// Foundation stops the process when a task is cancelled before it has heard what becomes of its redirect.
    @Test func redirectsAtTheDeadlineDoNoHarm() {
        let server = ScriptedServer("302 Found", "", headers: ["Location: http://127.0.0.1/x"])
        let outcomes = deliveries(to: server, (0..<300).map { .microseconds(500 + 50 * $0) }).map(\.outcome)
        #expect(outcomes.count == 300)
        #expect(!outcomes.contains(.delivered))
    }

    /// Foundation makes a request of what it takes for a redirect before anybody is asked, and stops at some of them.
    @Test(arguments: [
        "http:///x", "//", "///", "?%zz", "x:y", "#", "", "//a b/", "//\u{80}/", "//a:99999/", "//[::1]/x", "//%20/",
        "//a%2Fb/", "//a%5Bb/",
    ])
    func strangeRedirectsAreRedirects(location: String) {
        let delivery = deliver(ScriptedServer("302 Found", "", headers: ["Location: \(location)"]))
        #expect(delivery.outcome != .delivered)
        #expect(delivery.status == 302)
    }

    /// What becomes of as many messages at once as there are times to wait for an answer.
    private func deliveries(to server: ScriptedServer, _ timeouts: [Duration]) -> [Delivery] {
        let deliveries = Mutex<[Delivery]>([])
        let fixtures = timeouts.map { timeout in
            PosterFixture(.feishu, PosterFixture.url(.feishu, port: server.port), timeout: timeout)
        }
        for fixture in fixtures {
            fixture.poster.deliver(fixture.message, to: fixture.receiver, form: .rich) { delivery in
                deliveries.withLock { $0.append(delivery) }
            }
        }
        _ = settled(on: timeouts.count, within: .seconds(90)) { deliveries.withLock(\.count) }
        return deliveries.withLock(\.self)
    }

    private final class Counted: Sendable {
        let bytes = Mutex(0)
        let hasEnded = Mutex(false)
    }

    private func deliver(_ server: ScriptedServer, timeout: Duration = .seconds(10)) -> Delivery {
        PosterFixture(.feishu, PosterFixture.url(.feishu, port: server.port), timeout: timeout).deliver()
    }
}
