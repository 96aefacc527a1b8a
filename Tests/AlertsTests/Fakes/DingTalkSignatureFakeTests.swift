import Foundation
import TestSupport
import Testing

/// The fake DingTalk takes signatures in the query, encoded once.
@Suite struct DingTalkSignatureFakeTests {
    private let fakes: RobotFakes
    private let body = #"{"msgtype":"markdown","markdown":{"title":"t","text":"x"}}"#
    private let success = FakeReply(200, #"{"errcode":0,"errmsg":"ok"}"#)
    private let mismatch = FakeReply(200, #"{"errcode":310000,"errmsg":"sign not match, more: [...]"}"#)
    private let wrongTime = FakeReply(200, #"{"errcode":310000,"errmsg":"invalid timestamp"}"#)

    init() throws {
        fakes = try RobotFakes()
        try fakes.configure(.dingtalk, ["rate": false])
    }

    private func post(_ query: String) throws -> FakeReply {
        try fakes.post(body, to: fakes.url(.dingtalk) + query)
    }

    @Test func takesGoldenSignatures() throws {
        let cases = [
            (1_577_262_236_757, "this is secret", "hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D"),
            (1_577_262_236_757, "this is a secret", "DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA%3D"),
            (1_577_262_236_757, "SECxxxx", "WorKG9DpV70JNnyXa6ZD2p0sinQW7vkMBavKANZM1o4%3D"),
            (1_577_262_236_759, "SECxxxx", "%2BCnTMGldACkY%2FGV66DWMEjoUNx8UT7rSW2MQO7K0Qu0%3D"),
            (1_757_900_000_123, "SEC-钉钉-测试", "SGbcQuS9aMRF7oC1SG0PiF4K%2BOyob7EAls%2FIp5iqHdQ%3D"),
        ]
        for (timestamp, secret, sign) in cases {
            try fakes.configure(.dingtalk, ["secret": secret])
            let query = "&timestamp=\(timestamp)&sign=\(sign)"
            try fakes.setClock(of: .dingtalk, to: Date(timeIntervalSince1970: Double(timestamp / 1000)))
            #expect(try post(query) == success)
            let call = try #require(try fakes.calls().last)
            #expect(call.rawQuery.hasSuffix(query))
            #expect(call.query["sign"] == sign.removingPercentEncoding)
        }
    }

    @Test func takesSignaturesForAnHour() throws {
        try fakes.configure(.dingtalk, ["secret": "SECxxxx"])
        // On both sides; a minute is left for the test to run.
        let replies = try [-3660.0, -3540, 3540, 3661].map { offset in
            try fakes.setClock(of: .dingtalk, to: Date(timeIntervalSince1970: 1_577_262_236 + offset))
            return try post("&timestamp=1577262236757&sign=WorKG9DpV70JNnyXa6ZD2p0sinQW7vkMBavKANZM1o4%3D")
        }
        #expect(replies == [wrongTime, success, success, wrongTime])
    }

    @Test func refusesOtherSignatures() throws {
        try fakes.configure(.dingtalk, ["secret": "SECxxxx"])
        try fakes.setClock(of: .dingtalk, to: Date(timeIntervalSince1970: 1_577_262_236))
        let right = "WorKG9DpV70JNnyXa6ZD2p0sinQW7vkMBavKANZM1o4"
        let refused = [
            // As Feishu has it, encoded twice, of the time in seconds, of another time, and none at all.
            "&timestamp=1577262236757&sign=o8hwdGdH2ZTj8XPukwI9hyw5PDELpNl2vLP41BZC5M0%3D",
            "&timestamp=1577262236757&sign=\(right)%253D",
            "&timestamp=1577262236757&sign=3We7pfgS83J%2FCi4u64K6dD%2BaW3%2BgC9RQvF2XRBToLKc%3D",
            "&timestamp=1577262236758&sign=\(right)%3D",
            "&timestamp=1577262236757",
            "&sign=\(right)%3D",
            "",
            // A plus sign that is not encoded is a space.
            "&timestamp=1577262236759&sign=+CnTMGldACkY%2FGV66DWMEjoUNx8UT7rSW2MQO7K0Qu0%3D",
            // The first of two counts.
            "&timestamp=1577262236000&sign=x&timestamp=1577262236757&sign=\(right)%3D",
        ]
        for query in refused {
            #expect(try post(query) == mismatch, "\(query)")
        }
        for timestamp in ["1577262236", "x", "-1577262236757"] {
            #expect(try post("&timestamp=\(timestamp)&sign=\(right)%3D") == wrongTime, "\(timestamp)")
        }
        #expect(try post("&timestamp=1577262236757&sign=\(right)%3D") == success)
        let headers = ["--header", "timestamp: 1577262236757", "--header", "sign: \(right)="]
        #expect(try fakes.post(body, to: fakes.url(.dingtalk), headers) == mismatch)
    }
}
