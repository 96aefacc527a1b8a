import Alerts
import Foundation
import TestSupport
import Testing

/// Signatures that others made, in requests as they arrive (Feishu, "custom bot guide"; DingTalk, "custom robots").
@Suite struct GoldenSignatureTests {
    private struct Vector {
        /// Unix seconds.
        var time: Double
        var secret: String
        var sign: String
        /// What a file has around the secret.
        var end = ""
    }

    private static let feishu = [
        Vector(time: 1_599_360_473, secret: "demo", sign: "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="),
        Vector(time: 1_599_360_473, secret: "demo-secret", sign: "3/MaVZ8JLIy4TUG+7KSFJqvUkTKd+HWY8g+56DZWq8s="),
        Vector(time: 1_757_900_000, secret: "lark-test-secret", sign: "rWW3ygiAdSmKEIysYTVjbdbv4Xnqjn35pAGLgGJZsNg="),
        Vector(
            time: 1_700_000_000,
            secret: "Gate-k8s-飞书/密钥+1=",
            sign: "hr2X9sae7U1eJd61A3djffp8+PcESX/W2U1hynF0gSQ="
        ),
        Vector(time: 1_599_360_473, secret: "demo", sign: "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=", end: "\n"),
    ]

    // The half milliseconds keep floating-point times on the right side.
    private static let dingtalk = [
        Vector(
            time: 1_577_262_236.7575,
            secret: "this is secret",
            sign: "hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D"
        ),
        Vector(
            time: 1_577_262_236.7575,
            secret: "this is a secret",
            sign: "DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA%3D"
        ),
        Vector(
            time: 1_577_262_236.7575,
            secret: "SECxxxx",
            sign: "WorKG9DpV70JNnyXa6ZD2p0sinQW7vkMBavKANZM1o4%3D"
        ),
        Vector(
            time: 1_577_262_236.7595,
            secret: "SECxxxx",
            sign: "%2BCnTMGldACkY%2FGV66DWMEjoUNx8UT7rSW2MQO7K0Qu0%3D"
        ),
        Vector(
            time: 1_757_900_000.1235,
            secret: "SEC-钉钉-测试",
            sign: "SGbcQuS9aMRF7oC1SG0PiF4K%2BOyob7EAls%2FIp5iqHdQ%3D"
        ),
        Vector(
            time: 1_577_262_236.7575,
            secret: "SECxxxx",
            sign: "WorKG9DpV70JNnyXa6ZD2p0sinQW7vkMBavKANZM1o4%3D",
            end: "\r\n"
        ),
    ]

    @Test func feishuHasThemInTheBody() async throws {
        let calls = try await onThread { try Self.arrived(Self.feishu, .feishu) }
        for (vector, call) in zip(Self.feishu, calls) {
            let body = try call.object()
            #expect(body["sign"] as? String == vector.sign)
            #expect(body["timestamp"] as? String == "\(Int(vector.time))")
            #expect(call.rawQuery == "")
            #expect(call.accepted, "\(call.reason ?? "")")
        }
        #expect(calls.count == Self.feishu.count)
    }

    @Test func dingTalkHasThemInTheQueryEncodedOnce() async throws {
        let calls = try await onThread { try Self.arrived(Self.dingtalk, .dingtalk) }
        for (vector, call) in zip(Self.dingtalk, calls) {
            let time = "timestamp=\(Int(vector.time * 1000))"
            #expect(call.rawQuery == "access_token=\(RobotService.dingtalk.token)&\(time)&sign=\(vector.sign)")
            #expect(call.accepted, "\(call.reason ?? "")")
        }
        #expect(calls.count == Self.dingtalk.count)
    }

    /// What arrives of one alert at each of these times, with these secrets in a file.
    private static func arrived(_ vectors: [Vector], _ kind: Receiver.Kind) throws -> [RobotCall] {
        let (robots, folder) = (try RobotFakes(), try TemporaryFolder())
        var receiver = Receiver.ofFakes(kind)
        for vector in vectors {
            receiver.secret = .file(try folder.write(vector.secret + vector.end, to: "secret"))
            let time = Date(timeIntervalSince1970: vector.time)
            try robots.configure(kind.fake, ["secret": vector.secret])
            try robots.setClock(of: kind.fake, to: time)
            let run = ServiceRun(.ofFakes([receiver]), at: robots, scale: 1000, signing: { time })
            run.push(to: [receiver.name])
            _ = settled(on: 1) { run.told(receiver.name) }
            _ = run.stop(within: .zero)
        }
        return try robots.calls(kind.fake)
    }
}
