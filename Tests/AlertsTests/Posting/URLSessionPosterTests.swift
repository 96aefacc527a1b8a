import Alerts
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct URLSessionPosterTests {
    @Test func postsTheBodyToFeishuWithTimeAndSignatureInIt() async {
        let server = ScriptedServer("200 OK", #"{"code":0,"msg":"success","data":{}}"#)
        let delivery = await deliver(.feishu, server, secret: "Gate-k8s-飞书/密钥+1=")
        #expect(delivery.outcome == .delivered)
        #expect(delivery.target == "http://127.0.0.1:\(server.port)/open-apis/bot/v2/hook/***")
        let request = server.requests.first ?? ""
        let sign = "hr2X9sae7U1eJd61A3djffp8+PcESX/W2U1hynF0gSQ="
        let body = #"{"id":"a1b2c3","kind":"feishu","sign":"\#(sign)","timestamp":"1700000000"}"#
        #expect(request.hasPrefix("POST /open-apis/bot/v2/hook/\(PosterFixture.token) HTTP/1.1\r\n"))
        #expect(request.hasSuffix("\r\n\r\n" + body))
        let head = request.components(separatedBy: "\r\n")
        #expect(head.contains("Content-Type: application/json"))
        #expect(head.contains("User-Agent: mig-gate/1.2.3"))
        #expect(head.contains("Accept-Encoding: identity"))
        #expect(!request.lowercased().contains("expect:"))
        #expect(!request.lowercased().contains("cookie"))
    }

    @Test func postsToDingTalkWithTimeAndSignatureInTheQuery() async {
        let server = ScriptedServer("200 OK", #"{"errcode":0,"errmsg":"ok"}"#)
        let delivery = await deliver(.dingtalk, server, secret: "SECxxxx", query: "&timestamp=1&sign=stale%3D")
        #expect(delivery.outcome == .delivered)
        let line = server.requests.first?.components(separatedBy: "\r\n").first
        // Of 1700000000000 and SECxxxx.
        let sign = "\(Self.dingTalkSign)"
        #expect(
            line == "POST /robot/send?access_token=\(PosterFixture.token)&timestamp=1700000000000&sign=\(sign) HTTP/1.1"
        )
    }

    private static let dingTalkSign = "REPLACE"

    @Test func aRedirectIsNotFollowed() async {
        let elsewhere = ScriptedServer("200 OK", "ok")
        let first = ScriptedServer("302 Found", "", headers: ["Location: http://127.0.0.1:\(elsewhere.port)/x?token=t0psecret"])
        let delivery = await deliver(.slack, first)
        #expect(
            delivery.outcome
                == .configuration(reason: "answers with a redirect to 127.0.0.1; redirects are not followed")
        )
        #expect(delivery.status == 302)
        #expect(elsewhere.requests == [])
    }

    @Test func anEndlessAnswerIsCutShort() async {
        let written = Mutex(0)
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            let chunk = [UInt8](repeating: 0x61, count: 16_384)
            while connection.write(chunk) {
                written.withLock { $0 += chunk.count }
            }
        }
        let start = ContinuousClock.now
        let delivery = await deliver(.feishu, server)
        FileHandle.standardError.write(Data("endless: \(ContinuousClock.now - start) \(delivery)\n".utf8))
        try? await Task.sleep(for: .seconds(1))
        FileHandle.standardError.write(Data("endless: \(written.withLock(\.self))\n".utf8))
    }

    @Test func aBombIsNotUnfolded() async throws {
        let folder = try TemporaryFolder()
        let bomb = try Command.run("sh", ["-c", "head -c 200000000 /dev/zero | gzip -9 > \(folder.path("b.gz"))"])
        #expect(bomb.status == 0)
        let data = try Data(contentsOf: folder.url.appendingPathComponent("b.gz"))
        let server = ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(data.count)\r\n\r\n")
            connection.write(Array(data))
        }
        let start = ContinuousClock.now
        let delivery = await deliver(.feishu, server)
        let rss = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).components(separatedBy: "\n").filter { $0.hasPrefix("Vm") }
        FileHandle.standardError.write(Data("bomb: \(ContinuousClock.now - start) \(delivery) \(rss)\n".utf8))
    }

    @Test func hanging() async throws {
        let server = ScriptedServer { $0.waitForEnd() }
        let start = ContinuousClock.now
        let delivery = await deliver(.feishu, server, timeout: .milliseconds(300))
        FileHandle.standardError.write(Data("hang: \(ContinuousClock.now - start) \(delivery)\n".utf8))
        let half = ScriptedServer { $0.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"code\":0") }
        FileHandle.standardError.write(Data("half: \(await deliver(.feishu, half))\n".utf8))
        let nothing = ScriptedServer { _ in }
        FileHandle.standardError.write(Data("nothing: \(await deliver(.feishu, nothing))\n".utf8))
        let garbage = ScriptedServer { $0.write("garbage\r\n\r\n") }
        FileHandle.standardError.write(Data("garbage: \(await deliver(.feishu, garbage))\n".utf8))
        FileHandle.standardError.write(Data("refused: \(await PosterFixture(.feishu, PosterFixture.url(.feishu, port: 1)).deliver())\n".utf8))
        let empty = ScriptedServer("204 No Content", "")
        FileHandle.standardError.write(Data("204: \(await deliver(.webhook, empty))\n".utf8))
        let slow = ScriptedServer { c in for _ in 0..<100 { c.write("HTTP/1.1 200 OK\r\nX: y\r\n"); usleep(50000) } }
        FileHandle.standardError.write(Data("slow: \(await deliver(.feishu, slow, timeout: .milliseconds(300)))\n".utf8))
    }

    private func deliver(
        _ kind: Receiver.Kind,
        _ server: ScriptedServer,
        secret: String? = nil,
        query: String = "",
        timeout: Duration = .seconds(10)
    ) async -> Delivery {
        let url = PosterFixture.url(kind, port: server.port) + query
        return await PosterFixture(kind, url, secret: secret, timeout: timeout).deliver()
    }
}
