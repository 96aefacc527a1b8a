import Foundation
import Testing

@testable import Alerts

@Suite struct RobotURLTests {
    @Test(arguments: [
        (Receiver.Kind.feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/ca2f-8a_5~.e", "hook/***", "feishu"),
        (.feishu, "HTTPS://OPEN.larksuite.com:443/open-apis/bot/v2/hook/x", "hook/***", "lark"),
    ])
    func aTokenInThePathIsNotShown(kind: Receiver.Kind, text: String, end: String, name: String) throws {
        let url = try RobotURL(Secret(text), for: receiver(kind))
        #expect("\(url)".hasSuffix(end))
        #expect(!"\(url)\([url])".contains("8a_5"))
    }

    @Test(arguments: [
        (
            Receiver.Kind.feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/T0KEN",
            "https://open.feishu.cn/open-apis/bot/v2/hook/***"
        ),
        (
            .dingtalk, "https://oapi.dingtalk.com/robot/send?access_token=T0KEN",
            "https://oapi.dingtalk.com/robot/send?***"
        ),
        (
            .wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T0KEN",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?***"
        ),
        (.slack, "https://hooks.slack.com/services/T0/B0/T0KEN", "https://hooks.slack.com/services/***"),
        (.webhook, "http://127.0.0.1:8080/T0KEN?k=v", "http://127.0.0.1:8080/***?***"),
        (.webhook, "http://localhost/", "http://localhost/"),
        (.alertmanager, "http://127.1.2.3:9093/", "http://127.1.2.3:9093/api/v2/alerts"),
        (.alertmanager, "http://localhost:9093/T0KEN/", "http://localhost:9093/***/api/v2/alerts"),
    ])
    func showsWhereItLeadsAndNotWhatLetsIn(kind: Receiver.Kind, text: String, shown: String) throws {
        let url = try RobotURL(Secret(text), for: receiver(kind))
        var dumped = ""
        dump(url, to: &dumped)
        #expect(url.description == shown)
        #expect(!"\(url) \([url]) \(dumped)".contains("T0KEN"))
    }

    @Test(arguments: [
        ("http://localhost:9093", "http://localhost:9093/api/v2/alerts"),
        ("http://localhost:9093/", "http://localhost:9093/api/v2/alerts"),
        ("http://localhost:9093/am//", "http://localhost:9093/am/api/v2/alerts"),
        ("http://localhost:9093/am/api/v2/alerts", "http://localhost:9093/am/api/v2/alerts"),
        ("http://localhost:9093/api/v2/alerts/?a=b", "http://localhost:9093/api/v2/alerts?a=b"),
    ])
    func alertmanagerIsNamedByItsBase(text: String, posted: String) throws {
        #expect(try RobotURL(Secret(text), for: receiver(.alertmanager)).url()?.absoluteString == posted)
    }

    /// Foundation must not encode the signature once more.
    @Test func theQueryIsPostedAsItIs() throws {
        let url = try RobotURL(Secret("https://oapi.dingtalk.com/robot/send?access_token=t"), for: receiver(.dingtalk))
        #expect(url.url(query: "sign=a%2Bb%3D")?.absoluteString == "https://oapi.dingtalk.com/robot/send?sign=a%2Bb%3D")
    }

    private static let outside = "does not begin with https:// and a host"
    private static let form = "is no URL: it needs the form https://HOST/PATH, percent-encoded"
    private static let open = "begins with http://: only hosts of this machine are talked to without encryption"
    private static let hook = "does not end in /open-apis/bot/v2/hook/TOKEN"

    @Test(arguments: [
        (Receiver.Kind.feishu, "ftp://open.feishu.cn/open-apis/bot/v2/hook/T0KEN", outside),
        (.feishu, "open.feishu.cn/open-apis/bot/v2/hook/T0KEN", outside),
        (.feishu, "https:///T0KEN", outside),
        (.feishu, "T0KEN T0KEN", form),
        (.feishu, "https://open.feishu.cn/T0KEN/好", form),
        (
            .feishu, "https://user:T0KEN@open.feishu.cn/open-apis/bot/v2/hook/T0KEN",
            "names a user or a password, which are not used"
        ),
        (.feishu, "https://open.feishu.cn@evil.example/T0KEN", "names a user or a password, which are not used"),
        (
            .feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/T0KEN#T0KEN",
            "has a part behind #, which is not used"
        ),
        (
            .feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/T0KEN?timestamp=1",
            "has a part behind ?, with which Feishu refuses it"
        ),
        (.feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/", hook),
        (.feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/T0KEN/more", hook),
        (.feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/T0%4BEN", hook),
        (.feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/..", hook),
        (.feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/.", hook),
        (.slack, "https://hooks.slack.com/services/T0KEN/../..", "does not end in /services/T…/B…/…"),
        (
            .feishu, "https://open.feishu.cn/open-apis/bot/hook/T0KEN",
            "is of the first version of bots, which takes no cards: add a custom bot anew"
        ),
        (.feishu, "http://open.feishu.cn/open-apis/bot/v2/hook/T0KEN", open),
        (.dingtalk, "https://oapi.dingtalk.com/robot/send", "does not end in /robot/send?access_token=TOKEN"),
        (
            .dingtalk, "https://oapi.dingtalk.com/robot/send?access_token=",
            "does not end in /robot/send?access_token=TOKEN"
        ),
        (
            .dingtalk, "https://oapi.dingtalk.com/robot/send?access_token=T0KEN&access_token=b",
            "does not end in /robot/send?access_token=TOKEN"
        ),
        (
            .wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?k=T0KEN",
            "does not end in /cgi-bin/webhook/send?key=KEY"
        ),
        (.slack, "https://hooks.slack.com/services/T0KEN/B", "does not end in /services/T…/B…/…"),
        (.slack, "https://hooks.slack.com/services/T0KEN//C", "does not end in /services/T…/B…/…"),
        (.slack, "https://hooks.slack.com/triggers/T0KEN/B/C", "does not end in /services/T…/B…/…"),
        (.webhook, "http://128.0.0.1/T0KEN", open),
        (.webhook, "http://127.0.0.1.evil.example/T0KEN", open),
        (.webhook, "http://127.1/T0KEN", open),
        (.webhook, "http://127.0.0.256/T0KEN", open),
        (.webhook, "http://127.0.0.099/T0KEN", open),
        (.webhook, "http://127.0.0.+1/T0KEN", open),
    ])
    func saysWhatIsWrongWithoutShowingIt(kind: Receiver.Kind, text: String, problem: String) {
        #expect(failure(text, receiver(kind)) == problem)
    }

    private func receiver(_ kind: Receiver.Kind) -> Receiver {
        Receiver(name: "ml", kind: kind, url: .environment("URL"))
    }

    private func failure(_ text: String, _ receiver: Receiver) -> String? {
        #expect(throws: RobotURLError.self) { try RobotURL(Secret(text), for: receiver) }?.description
    }
}
