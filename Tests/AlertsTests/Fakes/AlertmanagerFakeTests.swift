import Foundation
import TestSupport
import Testing

/// The fake Alertmanager refuses malformed alerts, and keeps one for each set of labels.
@Suite struct AlertmanagerFakeTests {
    private let fakes: RobotFakes

    init() throws {
        fakes = try RobotFakes()
    }

    private func alert(_ labels: String = #""alertname":"A""#, _ more: String = "") -> String {
        #"[{"labels":{\#(labels)}\#(more)}]"#
    }

    @Test func keepsOneAlertForEachSetOfLabels() throws {
        let times = #","startsAt":"2096-01-01T00:00:00Z","endsAt":"2096-01-01T00:15:00.5+00:00""#
        #expect(try fakes.post(alert(#""alertname":"A","n":"1""#, times), to: .alertmanager) == FakeReply(200, ""))
        let later = """
            ,"annotations":{"summary":"x"},"startsAt":"2096-01-01T00:10:00Z","endsAt":"2096-01-01T09:30:00+08:00"
            """
        #expect(try fakes.post(alert(#""n":"1","alertname":"A""#, later), to: .alertmanager) == FakeReply(200, ""))
        #expect(try fakes.post(alert(#""alertname":"A","n":"2""#), to: .alertmanager) == FakeReply(200, ""))
        let alerts = try fakes.alerts()
        #expect(alerts.map(\.labels) == [["alertname": "A", "n": "1"], ["alertname": "A", "n": "2"]])
        #expect(alerts.map(\.updates) == [2, 1])
        #expect(alerts.map(\.active) == [true, true])
        #expect(alerts[0].annotations == ["summary": "x"])
        #expect(alerts[0].ends - alerts[0].starts == 90 * 60)
        #expect(try fakes.calls(accepted: true).count == 3)
    }

    @Test func anAlertEnds() throws {
        let past = #","startsAt":"2020-01-01T00:00:00Z","endsAt":"2020-01-01T00:00:01Z""#
        #expect(try fakes.post(alert(#""alertname":"A""#, past), to: .alertmanager).status == 200)
        #expect(try fakes.alerts().map(\.active) == [false])
        #expect(try fakes.post(alert(), to: .alertmanager).status == 200)
        #expect(try fakes.alerts().map(\.active) == [true])
        // Without an end, for five minutes.
        try fakes.configure(.alertmanager, ["clockOffset": 301])
        #expect(try fakes.alerts().map(\.active) == [false])
    }

    @Test func refusesMalformedAlerts() throws {
        let unnamed = #""at least one label pair required, and no empty value""#
        let refused: [(String, String)] = [
            (alert(""), unnamed),
            (alert(#""alertname":"""#), unnamed),
            (alert(#""a-b":"x""#), #""invalid label name: 'a-b'""#),
            (alert(#""a":"x""#, #","annotations":{"1":"x"}"#), #""invalid annotation name: '1'""#),
            (
                alert(#""a":"x""#, #","startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-01T00:00:00Z""#),
                #""start time must be before end time""#
            ),
        ]
        let replies = try fakes.postAll(refused.map(\.0), to: .alertmanager)
        #expect(replies == refused.map { FakeReply(400, $0.1) })
        let unreadable = [
            "{", "{}", "[1]", "[{}]", alert(#""a":1"#), alert(#""a":"x""#, #","annotations":{"b":2}"#),
            alert(#""a":"x""#, #","startsAt":"2026-01-01 00:00:00Z""#), alert(#""a":"x""#, #","startsAt":1"#),
            alert(#""a":"x""#, #","startsAt":"2026-13-01T00:00:00Z""#), alert(#""a":"x""#, #","generatorURL":1"#),
            alert(#""a":"x""#, #","endsAt":"2026-01-01T00:00:00""#),
        ]
        for (body, reply) in zip(unreadable, try fakes.postAll(unreadable, to: .alertmanager)) {
            #expect(reply.status == 400, "\(body)")
            #expect(reply.body.hasPrefix(#"{"code":400,"message":"parsing alerts body from "#), "\(body)")
        }
        #expect(try fakes.alerts().isEmpty)
        #expect(try fakes.calls(accepted: true).isEmpty)
    }

    @Test func takesNothingOfACallWithOneMalformedAlert() throws {
        let body = #"[{"labels":{"alertname":"A"}},{"labels":{}}]"#
        #expect(try fakes.post(body, to: .alertmanager).status == 400)
        #expect(try fakes.alerts().isEmpty)
    }
}
