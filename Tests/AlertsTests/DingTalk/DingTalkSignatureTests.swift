import Testing

@testable import Alerts

@Suite struct DingTalkSignatureTests {
    @Test(arguments: [
        (
            1_577_262_236_757, "this is secret", "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=",
            "hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D"
        ),
        (
            1_577_262_236_757, "this is a secret", "DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA=",
            "DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA%3D"
        ),
        (
            1_577_262_236_757, "SECxxxx", "WorKG9DpV70JNnyXa6ZD2p0sinQW7vkMBavKANZM1o4=",
            "WorKG9DpV70JNnyXa6ZD2p0sinQW7vkMBavKANZM1o4%3D"
        ),
        (
            1_577_262_236_759, "SECxxxx", "+CnTMGldACkY/GV66DWMEjoUNx8UT7rSW2MQO7K0Qu0=",
            "%2BCnTMGldACkY%2FGV66DWMEjoUNx8UT7rSW2MQO7K0Qu0%3D"
        ),
        (
            1_757_900_000_123, "SEC-钉钉-测试", "SGbcQuS9aMRF7oC1SG0PiF4K+Oyob7EAls/Ip5iqHdQ=",
            "SGbcQuS9aMRF7oC1SG0PiF4K%2BOyob7EAls%2FIp5iqHdQ%3D"
        ),
    ])
    func signsAsTheServiceDoesAndEncodesOnce(timestamp: Int, secret: String, sign: String, encoded: String) throws {
        #expect(try DingTalkSignature.sign(timestamp: timestamp, secret: Secret(secret)) == sign)
        #expect(
            DingTalkSignature.signed("access_token=t", timestamp: timestamp, sign: sign)
                == "access_token=t&timestamp=\(timestamp)&sign=\(encoded)"
        )
    }

    @Test func signsNeitherAsFeishuDoesNorSeconds() throws {
        let sign = try DingTalkSignature.sign(timestamp: 1_577_262_236_757, secret: Secret("SECxxxx"))
        #expect(sign != "o8hwdGdH2ZTj8XPukwI9hyw5PDELpNl2vLP41BZC5M0=")
        #expect(sign != "3We7pfgS83J/Ci4u64K6dD+aW3+gC9RQvF2XRBToLKc=")
    }

    @Test(arguments: [
        ("access_token=t&timestamp=1&sign=old%3D", "access_token=t"),
        ("sign=old&access_token=t&sign=older&timestamp", "access_token=t"),
        ("access_token=t&signature=kept&a=b%2Bc", "access_token=t&signature=kept&a=b%2Bc"),
    ])
    func whatSomebodyCopiedWithTheURLGoes(query: String, kept: String) {
        #expect(DingTalkSignature.signed(query, timestamp: 2, sign: "s=") == "\(kept)&timestamp=2&sign=s%3D")
    }
}
