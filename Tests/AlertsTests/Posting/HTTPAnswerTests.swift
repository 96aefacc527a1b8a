import Foundation
import Testing

@testable import Alerts

@Suite struct HTTPAnswerTests {
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200),
        ("Tue, 14 Nov 2023 22:13:20 GMT", 1_700_000_000),
    ])
    func readsTimes(text: String, seconds: Double) {
        #expect(HTTPDate.parse(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "", "now", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 EST",
        "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 0094 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
    ])
    func whatIsNoTimeIsNone(text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }

    @Test(arguments: [
        ("120", 120.0), (" 7 ", 7), ("0", 1), ("-5", 1), ("1e300", 900), ("2.5", 2.5), ("100000", 900),
        ("Tue, 14 Nov 2023 22:14:00 GMT", 40), ("Tue, 14 Nov 2023 22:00:00 GMT", 1),
    ])
    func pausesAreAtLeastASecondAndAtMostAQuarterOfAnHour(text: String, seconds: Double) {
        #expect(answer(["retry-after": text]).pause == .seconds(seconds))
        #expect(answer(["x-ogw-ratelimit-reset": text]).pause == .seconds(seconds))
    }

    @Test(arguments: ["", "soon", "nan", "inf"])
    func whatIsNoPauseIsNone(text: String) {
        #expect(answer(["retry-after": text]).pause == nil)
    }

    @Test func theClockIsComparedWithTheServers() {
        #expect(answer(["date": "Tue, 14 Nov 2023 22:13:20 GMT"]).clockSkew == .zero)
        #expect(answer(["date": "Tue, 14 Nov 2023 20:13:20 GMT"]).clockSkew == .seconds(7200))
        #expect(answer(["date": "Tue, 14 Nov 2023 22:14:20 GMT"]).clockSkew == .seconds(-60))
        #expect(answer([:]).clockSkew == nil)
        #expect(answer(["date": "yesterday"]).clockSkew == nil)
    }

    @Test(arguments: [
        ("https://a.example/x?token=t", "a.example"), ("/login", "another place on the same host"),
        ("", "another place on the same host"), ("::", "another place on the same host"),
    ])
    func aRedirectNamesTheHostOnly(location: String, host: String) {
        var redirect = answer(["location": location])
        #expect(redirect.redirect == nil)
        redirect.status = 302
        #expect(redirect.redirect == host)
    }

    @Test func theTextIsWithoutWhatIsAroundIt() {
        var answer = answer([:])
        answer.body = Array("\r\n ok 好\n".utf8)
        #expect(answer.text == "ok 好")
        answer.body = []
        #expect(answer.text == "")
        answer.body = Array(" \n".utf8)
        #expect(answer.text == "")
    }

    private func answer(_ headers: [String: String]) -> HTTPAnswer {
        HTTPAnswer(status: 200, headers: headers, body: [], received: Date(timeIntervalSince1970: 1_700_000_000))
    }
}
