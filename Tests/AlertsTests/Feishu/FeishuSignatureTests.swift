import Testing

@testable import Alerts

@Suite struct FeishuSignatureTests {
    @Test(arguments: [
        (1_599_360_473, "demo", "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="),
        (1_599_360_473, "demo-secret", "3/MaVZ8JLIy4TUG+7KSFJqvUkTKd+HWY8g+56DZWq8s="),
        (1_757_900_000, "lark-test-secret", "rWW3ygiAdSmKEIysYTVjbdbv4Xnqjn35pAGLgGJZsNg="),
        (1_700_000_000, "Gate-k8s-飞书/密钥+1=", "hr2X9sae7U1eJd61A3djffp8+PcESX/W2U1hynF0gSQ="),
    ])
    func signsAsTheServiceDoes(timestamp: Int, secret: String, sign: String) throws {
        #expect(try FeishuSignature.sign(timestamp: timestamp, secret: Secret(secret)) == sign)
    }

    @Test func doesNotSignAsDingTalkDoes() throws {
        let sign = try FeishuSignature.sign(timestamp: 1_599_360_473, secret: Secret("demo"))
        #expect(sign != "DkEDUyVoOOJ539qBvUgMyzkzIdRWlf4e/V3Rq+ONJnQ=")
    }

    /// Which is why secrets are trimmed.
    @Test func aLineFeedBehindTheSecretSpoilsTheSignature() throws {
        let sign = try FeishuSignature.sign(timestamp: 1_599_360_473, secret: Secret("demo\n"))
        #expect(sign == "glemQA/SHWGdU+KvGOuc4k0LBG+/RH7zgMrOzzsP3ak=")
        let read = try SecretSource.environment("S").read(["S": "demo\n"])
        #expect(
            try FeishuSignature.sign(timestamp: 1_599_360_473, secret: read)
                == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="
        )
    }

    @Test func standsBesideTheFieldsOfTheBody() {
        let body: JSONNode = ["msg_type": "text", "content": ["text": "request example"]]
        #expect(
            FeishuSignature.signed(body, timestamp: 1_599_360_473, sign: "l1N0")
                == [
                    "timestamp": "1599360473", "sign": "l1N0", "msg_type": "text",
                    "content": ["text": "request example"],
                ]
        )
    }
}
