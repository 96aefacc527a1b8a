import Foundation
import Logging
import Telemetry
import TestSupport
import Testing

@testable import Alerts

@Suite struct AlertServiceTests {
    @Test func anAlertIsToldOf() {
        let run = ServiceRun()
        run.push()
        #expect(settled(on: 1) { run.poster.told } == 1)
        #expect(run.stop())
        let message = run.poster.all.first?.message
        #expect(message?.items.map(\.facts) == [.forTests()])
        #expect(message.map { $0.created.timeIntervalSince($0.items[0].first) >= 5 } == true)
        #expect(run.log.lines == ["warning \(Self.noFolder) "])
        #expect(run.metric("mig_gate_alert_outbox_on_disk") == 0)
    }

    @Test func tenThousandInASecondBecomeAHandfulOfMessages() {
        let run = ServiceRun(.forTests(.dingtalk), scale: 20)
        let threads = (0..<4).map { thread in
            BackgroundThread {
                for number in 0..<2500 {
                    run.push(.forTests("w\(number % 50)", namespace: "n\(thread)"))
                    if number % 250 == 249 {
                        Thread.sleep(forTimeInterval: 0.1)
                    }
                }
            }
        }
        for thread in threads {
            #expect(thread.ends())
        }
        #expect(run.stop())
        #expect(run.poster.told == 10_000)
        #expect(run.poster.all.count <= 6)
        let lost = run.poster.all.reduce(0) { $0 + $1.message.unrecorded }
        #expect(Double(lost) == run.metric("mig_gate_alerts_lost_total"))
        #expect(run.metric("mig_gate_alerts_queued_total") == Double(10_000 - lost))
        #expect(run.metric(#"mig_gate_alerts_delivered_total{receiver="robot"}"#) == 10_000)
        #expect(run.metric(#"mig_gate_alerts_pending{receiver="robot"}"#) == 0)
    }

    @Test func whatFindsNoRoomIsCountedAndTold() {
        let (poster, log) = (FakePoster(), KeptLog())
        // Nobody empties the queue yet.
        let service = AlertService(
            settings: .forTests(),
            folder: nil,
            queueCapacity: 4,
            logger: .init(label: "alerts") { _ in log },
            poster: poster
        )
        for _ in 0..<10 {
            service.push(Alert(receivers: ["robot"], time: .now) { .forTests() })
        }
        #expect(service.lost.value == 6)
        let thread = BackgroundThread { service.run() }
        service.stop(within: .seconds(5))
        #expect(thread.ends())
        #expect(poster.all.map(\.message.count) == [10])
        #expect(poster.all.map(\.message.unrecorded) == [6])
    }

    @Test func aPosterThatNeverAnswersIsNoMatterForWhoeverPushes() {
        let run = ServiceRun(poster: FakePoster { _ in nil })
        run.push(.forTests("first"))
        #expect(settled(on: 1) { run.poster.all.count } == 1)
        let start = ContinuousClock.now
        for number in 0..<20_000 {
            run.push(.forTests("w\(number % 3000)", namespace: "n\(number % 20)"))
        }
        #expect(ContinuousClock.now - start < .seconds(2))
        #expect(run.poster.all.count == 1)
        let stopping = ContinuousClock.now
        #expect(run.stop(within: .milliseconds(300)))
        #expect(ContinuousClock.now - stopping < .seconds(3))
        #expect(run.metric(#"mig_gate_alerts_pending{receiver="robot"}"#) == 20_001)
        #expect(run.log.lines.last == "error alerts: not all could be told; the rest is lost alerts=20001")
    }

    @Test func anAlertWakesAServiceThatWaits() {
        let run = ServiceRun(scale: 1000)
        for number in 1...30 {
            run.push(.forTests("w", namespace: "n\(number)"))
            guard settled(on: number, { run.poster.told }) == number else {
                Issue.record("alert \(number) was overlooked")
                break
            }
        }
        #expect(run.stop())
    }

    @Test func stopTellsWhatWaitsAndIsQuickWithoutAnything() {
        let run = ServiceRun(scale: 1)
        run.push()
        let start = ContinuousClock.now
        #expect(run.stop())
        #expect(ContinuousClock.now - start < .seconds(2))
        #expect(run.poster.told == 1)
        let idle = ServiceRun()
        #expect(idle.stop())
        #expect(ContinuousClock.now - start < .seconds(3))
    }

    @Test func settingsCountAsSoonAsTheyChange() {
        let run = ServiceRun(poster: FakePoster { _ in .configuration(reason: "19001: token") })
        #expect(run.service.receivers.map(\.name) == ["robot"])
        run.push()
        #expect(settled(on: "19001: token") { run.service.receivers.first?.degraded } == "19001: token")
        #expect(run.service.receivers.first?.since != nil)
        #expect(run.service.receivers.first?.waitingMessages == 1)
        #expect(run.service.receivers.first?.oldestWaiting != nil)
        #expect(run.metric(#"mig_gate_alert_receiver_degraded{receiver="robot"}"#) == 1)
        #expect(run.metric(#"mig_gate_alert_oldest_seconds{receiver="robot"}"#) ?? 0 > 0)
        run.poster.answers { _ in .delivered }
        run.service.update(.forTests(names: ["other"]))
        #expect(settled(on: ["other"]) { run.service.receivers.map(\.name) } == ["other"])
        let removed = #"mig_gate_alerts_dropped_total{receiver="robot",reason="receiver_removed"}"#
        #expect(run.metric(removed) == 1)
        run.push(to: ["other"])
        #expect(settled(on: 1) { run.poster.told } == 1)
        #expect(run.metric(#"mig_gate_alert_last_success_timestamp_seconds{receiver="other"}"#) ?? 0 > 1.8e9)
        #expect(run.stop())
    }

    @Test func everySampleIsThereFromTheStart() {
        let service = AlertService(
            settings: .forTests(),
            folder: nil,
            logger: .init(label: "alerts") { _ in KeptLog() },
            poster: FakePoster()
        )
        var text = PrometheusText()
        service.collect(into: &text)
        let samples = text.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            samples.map(String.init) == [
                "mig_gate_alerts_queued_total 0",
                "mig_gate_alerts_lost_total 0",
                "mig_gate_alert_outbox_on_disk 0",
                #"mig_gate_alerts_delivered_total{receiver="robot"} 0"#,
                #"mig_gate_alerts_suppressed_total{receiver="robot"} 0"#,
                #"mig_gate_alert_messages_total{receiver="robot",result="delivered"} 0"#,
                #"mig_gate_alert_messages_total{receiver="robot",result="retried"} 0"#,
                #"mig_gate_alert_messages_total{receiver="robot",result="rate_limited"} 0"#,
                #"mig_gate_alert_messages_total{receiver="robot",result="refused"} 0"#,
                #"mig_gate_alert_messages_total{receiver="robot",result="simplified"} 0"#,
                #"mig_gate_alert_messages_total{receiver="robot",result="undeliverable"} 0"#,
                #"mig_gate_alert_messages_total{receiver="robot",result="expired"} 0"#,
                #"mig_gate_alert_messages_total{receiver="robot",result="removed"} 0"#,
                #"mig_gate_alerts_dropped_total{receiver="robot",reason="expired"} 0"#,
                #"mig_gate_alerts_dropped_total{receiver="robot",reason="undeliverable"} 0"#,
                #"mig_gate_alerts_dropped_total{receiver="robot",reason="receiver_removed"} 0"#,
                #"mig_gate_alert_receiver_degraded{receiver="robot"} 0"#,
                #"mig_gate_alerts_pending{receiver="robot"} 0"#,
                #"mig_gate_alert_oldest_seconds{receiver="robot"} 0.0"#,
                #"mig_gate_alert_last_success_timestamp_seconds{receiver="robot"} 0.0"#,
            ]
        )
    }

    private static let noFolder = "alerts: no folder was given; what waits is in memory only, and lost with the process"
}
