import Alerts
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct URLSessionPosterTests {
    @Test func postsTheBodyToFeishuWithTimeAndSignatureInIt() {
        let server = ScriptedServer("200 OK", #"{"code":0,"msg":"success","data":{}}"#)
        let delivery = deliver(.feishu, server, secret: "Gate-k8s-飞书/密钥+1=")
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
    }

    @Test func postsToDingTalkWithTimeAndSignatureInTheQuery() {
        let server = ScriptedServer("200 OK", #"{"errcode":0,"errmsg":"ok"}"#)
        let delivery = deliver(.dingtalk, server, secret: "SECxxxx", query: "&timestamp=1&sign=stale%3D")
        #expect(delivery.outcome == .delivered)
        let line = server.requests.first?.components(separatedBy: "\r\n").first
        let query = "access_token=\(PosterFixture.token)&timestamp=1700000000000"
        let sign = "LReYwot3QanuU%2BgyLj4pdQ1iIDJFDFXY6qpWq1daJt8%3D"
        #expect(line == "POST /robot/send?\(query)&sign=\(sign) HTTP/1.1")
    }

    @Test func withoutASecretNothingIsSigned() {
        let server = ScriptedServer("200 OK", #"{"code":0}"#)
        _ = deliver(.feishu, server)
        #expect(server.requests.first?.hasSuffix(#"{"id":"a1b2c3","kind":"feishu"}"#) == true)
    }

    @Test func tellsWhatTheServiceSaidAndHowFarTheClocksAreApart() {
        let server = ScriptedServer(
            "400 Bad Request",
            #"{"code":9499,"msg":"too many request"}"#,
            headers: ["Date: Tue, 14 Nov 2023 20:13:20 GMT", "X-Ogw-RateLimit-Reset: 8"]
        )
        let delivery = deliver(.feishu, server)
        #expect(delivery.outcome == .rateLimited(pause: .seconds(8), reason: "9499 too many request"))
        #expect(delivery.status == 400)
        #expect(delivery.code == "9499")
        #expect(delivery.vendorText == "too many request")
        #expect(delivery.clockSkew == .seconds(7200))
    }

    @Test func aRedirectIsNotFollowed() {
        let elsewhere = ScriptedServer("200 OK", "ok")
        let location = "Location: http://127.0.0.1:\(elsewhere.port)/x?token=\(PosterFixture.token)"
        let delivery = deliver(.slack, ScriptedServer("307 Temporary Redirect", "", headers: [location]))
        #expect(
            delivery.outcome
                == .configuration(reason: "answers with a redirect to 127.0.0.1; redirects are not followed")
        )
        #expect(delivery.status == 307)
        #expect(elsewhere.requests == [])
    }

    @Test func cookiesAreNotKept() {
        let server = ScriptedServer("200 OK", #"{"code":0}"#, headers: ["Set-Cookie: session=1; Path=/"])
        let fixture = PosterFixture(.feishu, PosterFixture.url(.feishu, port: server.port))
        for _ in 1...2 {
            #expect(fixture.deliver().outcome == .delivered)
        }
        #expect(server.requests.count == 2)
        #expect(!server.requests.contains { $0.lowercased().contains("cookie") })
    }

    @Test func whatCannotBeUsedIsNotPosted() {
        let delivery = PosterFixture(.feishu, "").deliver()
        let reason = "receiver ml: its URL: environment variable ML_URL is empty"
        #expect(delivery.outcome == .configuration(reason: reason))
        #expect(delivery.target == nil)
        #expect(delivery.status == nil)
    }

    @Test func theProtocolTellsTheOutcomeAlone() {
        let server = ScriptedServer("200 OK", #"{"errcode":93000,"errmsg":"invalid webhook url"}"#)
        let fixture = PosterFixture(.wecom, PosterFixture.url(.wecom, port: server.port))
        let told = Mutex<Outcome?>(nil)
        fixture.poster.post(fixture.message, to: fixture.receiver, form: .plain) { outcome in
            told.withLock { $0 = outcome }
        }
        let expected: Outcome? = .configuration(reason: "93000 invalid webhook url")
        #expect(settled(on: expected) { told.withLock(\.self) } == expected)
    }

    private func deliver(
        _ kind: Receiver.Kind,
        _ server: ScriptedServer,
        secret: String? = nil,
        query: String = ""
    ) -> Delivery {
        PosterFixture(kind, PosterFixture.url(kind, port: server.port) + query, secret: secret).deliver()
    }
}
