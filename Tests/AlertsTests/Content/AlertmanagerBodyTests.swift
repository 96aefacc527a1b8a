import Alerts
import Foundation
import Testing

@Suite struct AlertmanagerBodyTests {
    private struct Alert: Decodable {
        let labels: [String: String]
        let annotations: [String: String]
        let startsAt: Date
        let endsAt: Date
    }

    private func alerts(_ message: Message, _ change: (inout MessageContext) -> Void = { _ in }) throws -> [Alert] {
        var context = try SampleMessage.context()
        change(&context)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode([Alert].self, from: MessageBody.of(message, for: .alertmanager, context).data)
    }

    /// Alertmanager knows an alert again by its labels: another try, review or pod must not make another alert.
    @Test func labelsAreTheSameEveryTime() throws {
        var again = SampleMessage.facts
        again.decisionID = "another"
        again.name = "llm-7d9f8c6b5-zzzzz"
        again.user = "bob"
        var message = SampleMessage.message([SampleMessage.item(again, count: 5, toldBefore: 9)])
        message.created += 3600
        let first = try alerts(SampleMessage.single)
        #expect(try alerts(message).map(\.labels) == first.map(\.labels))
        #expect(
            first.map(\.labels) == [
                [
                    "alertname": "MIGGateFinding", "cluster": "prod-eu-1", "namespace": "team-a",
                    "owner_kind": "Deployment", "owner_name": "llm", "container": "server", "code": "ModelTooLarge",
                    "severity": "deny", "team": "search",
                ]
            ]
        )
    }

    @Test func firesForAQuarterOfAnHour() throws {
        let item = SampleMessage.item(SampleMessage.facts, count: 2, from: -50, to: -20)
        let alert = try #require(try alerts(SampleMessage.message([item])).first)
        #expect(alert.startsAt == item.first)
        #expect(alert.endsAt == item.last + 900)
    }

    /// An alert whose end has passed is told to nobody.
    @Test func whatComesLateFiresFromNowOn() throws {
        let now = SampleMessage.noon + 7200
        let alert = try #require(try alerts(SampleMessage.single) { $0.now = now }.first)
        #expect(alert.endsAt == now + 900)
    }

    @Test func testEndsAtOnce() throws {
        let alert = try #require(try alerts(SampleMessage.test).first)
        #expect(alert.labels == ["alertname": "MIGGateTest", "cluster": "prod-eu-1", "severity": "info"])
        #expect(alert.startsAt < alert.endsAt)
    }

    @Test func countsAddUp() throws {
        let message = SampleMessage.digest
        let alerts = try alerts(message)
        #expect(alerts.count == message.items.count + 1)
        #expect(alerts.compactMap { $0.annotations["count"].flatMap { Int($0) } }.reduce(0, +) == message.count)
    }
}
