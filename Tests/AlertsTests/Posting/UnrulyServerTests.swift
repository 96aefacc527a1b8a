import Alerts
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// Servers that do not answer as they should.
@Suite struct UnrulyServerTests {
    @Test func oneThatNeverAnswersIsGivenUp() async {
        let (delivery, time) = await deliver(ScriptedServer { $0.waitForEnd() }, timeout: .milliseconds(200))
        #expect(delivery.outcome == .retryable(reason: "no answer in time"))
        #expect(time < .seconds(8))
    }

    /// Each byte would start a timeout of Foundation's anew.
    @Test func oneThatAnswersByteByByteIsGivenUp() async {
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            while connection.write(" ") {
                usleep(10_000)
            }
        }
        let (delivery, time) = await deliver(server, timeout: .milliseconds(300))
        #expect(delivery.outcome == .retryable(reason: "no answer in time"))
        #expect(time < .seconds(8))
    }

    @Test func anEndlessAnswerEndsSoonAndLeavesMemoryAlone() async throws {
        let written = Counted()
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            let chunk = [UInt8](repeating: 0x61, count: 65_536)
            while connection.write(chunk) {
                written.bytes.withLock { $0 += chunk.count }
            }
            written.hasEnded.withLock { $0 = true }
        }
        let (delivery, time) = await deliver(server)
        #expect(time < .seconds(8))
        #expect(delivery.outcome == .retryable(reason: "HTTP 200: " + String(repeating: "a", count: 246)))
        #expect(settled(on: true) { written.hasEnded.withLock(\.self) })
        // What the kernel keeps for both ends of the connection, 6 MiB at the most, and little more.
        #expect(written.bytes.withLock(\.self) < 16 << 20)
    }

    /// 16 MiB of zeros in 16 KiB.
    @Test func aCompressedAnswerIsNotUnfolded() async throws {
        let command = "head -c 16777216 /dev/zero | gzip -9 | base64 -w 0"
        let text = try Command.run("sh", ["-c", command]).standardOutput
        let bomb = try #require(Data(base64Encoded: text))
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
            connection.write(Array(bomb))
        }
        #expect(await deliver(server).0.outcome == .retryable(reason: "HTTP 200: a compressed answer"))
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
    func halfAnAnswerIsNone(answer: String, reason: String) async {
        let (delivery, _) = await deliver(ScriptedServer { $0.write(answer) })
        #expect(delivery.outcome == .retryable(reason: reason))
        #expect(delivery.status == nil)
    }

    @Test func aPortWhereNobodyListensRefuses() async {
        // Nobody listens on port 1 of loopback.
        let delivery = await PosterFixture(.feishu, PosterFixture.url(.feishu, port: 1)).deliver()
        #expect(delivery.outcome.reason?.hasPrefix("no connection: Failed to connect to 127.0.0.1 port 1 ") == true)
    }

    /// Many tasks that are cancelled while their answers come.
    @Test func manyUnrulyAnswersAtOnceDoNoHarm() async {
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            while connection.write([UInt8](repeating: 0x61, count: 4096)) {}
        }
        let fixture = PosterFixture(.feishu, PosterFixture.url(.feishu, port: server.port))
        await withTaskGroup { group in
            for _ in 0..<16 {
                group.addTask { await fixture.deliver().status }
            }
            for await status in group {
                #expect(status == 200)
            }
        }
    }

    /// Foundation has no more than six connections to a host unless it is told otherwise.
    @Test func oneThatNeverAnswersHoldsUpNobodyElse() async {
        let server = ScriptedServer { connection in
            _ = connection.request
            connection.waitForEnd()
        }
        let url = PosterFixture.url(.feishu, port: server.port)
        let fixture = PosterFixture(.feishu, url, timeout: .milliseconds(1500))
        await withTaskGroup { group in
            for _ in 0..<16 {
                group.addTask { await fixture.deliver().outcome }
            }
            for await outcome in group {
                #expect(outcome == .retryable(reason: "no answer in time"))
            }
        }
        #expect(server.requests.count == 16)
    }

    /// Foundation stops the process when a task is cancelled before it has heard what becomes of its redirect.
    @Test func redirectsAtTheDeadlineDoNoHarm() async {
        let server = ScriptedServer("302 Found", "", headers: ["Location: http://127.0.0.1/x"])
        await withTaskGroup { group in
            for number in 0..<300 {
                let url = PosterFixture.url(.feishu, port: server.port)
                let fixture = PosterFixture(.feishu, url, timeout: .microseconds(500 + 50 * number))
                group.addTask { await fixture.deliver().outcome }
            }
            for await outcome in group {
                #expect(outcome != .delivered)
            }
        }
    }

    /// Foundation makes a request of each before anybody is asked.
    @Test(arguments: ["http:///x", "//", "///", "?%zz", "x:y", "#", "", "//a b/", "//\u{80}/", "//a:99999/"])
    func strangeRedirectsAreRedirects(location: String) async {
        let server = ScriptedServer("302 Found", "", headers: ["Location: \(location)"])
        let (delivery, _) = await deliver(server)
        #expect(delivery.outcome != .delivered)
        #expect(delivery.status == 302)
    }

    private final class Counted: Sendable {
        let bytes = Mutex(0)
        let hasEnded = Mutex(false)
    }

    private func deliver(_ server: ScriptedServer, timeout: Duration = .seconds(10)) async -> (Delivery, Duration) {
        await PosterFixture(.feishu, PosterFixture.url(.feishu, port: server.port), timeout: timeout).timedDelivery()
    }
}
