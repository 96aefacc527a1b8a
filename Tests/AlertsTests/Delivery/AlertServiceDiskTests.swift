import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Alerts

/// What outlives the process, and what the folder may be like.
@Suite struct AlertServiceDiskTests {
    private let folder: TemporaryFolder
    private var path: String { folder.url.path }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func aProcessThatEndsBetweenSendingAndTheAnswerSendsTheSameAgain() throws {
        let clock = FastClock(scale: 60)
        let first = ServiceRun(folder: path, poster: FakePoster { _ in nil }, clock: clock)
        first.push()
        #expect(settled(on: 1) { first.poster.all.count } == 1)
        // What a killed process leaves: the files as they are while it waits for the answer.
        let copy = try TemporaryFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.copyItem(atPath: folder.path(name), toPath: copy.path(name))
        }
        #expect(first.stop(within: .zero))
        let second = ServiceRun(folder: copy.url.path, clock: clock)
        #expect(settled(on: 1) { second.poster.told } == 1)
        #expect(second.poster.all.map(\.message) == first.poster.all.map(\.message))
        #expect(second.stop())
        #expect(second.log.lines == ["info alerts: the outbox was read alerts=1 folder=\(copy.url.path)"])
    }

    @Test func aRestartTellsWhatIsLeftAndNothingTwice() {
        let clock = FastClock(scale: 60)
        let first = ServiceRun(folder: path, clock: clock)
        first.push(.forTests("told"))
        #expect(settled(on: 1) { first.poster.told } == 1)
        first.poster.answers { _ in .rateLimited(pause: .seconds(60), reason: "slow") }
        first.push(.forTests("waits"))
        #expect(settled(on: 2) { first.poster.all.count } == 2)
        #expect(first.stop(within: .milliseconds(50)))
        let line = "notice alerts: not all could be told; the rest is told after the next start alerts=1"
        #expect(first.log.lines.last == line)
        let second = ServiceRun(folder: path, clock: clock)
        second.push(.forTests("told"))
        #expect(settled(on: 2) { second.poster.told } == 2)
        #expect(second.stop())
        let message = second.poster.all.first?.message
        #expect(message?.id == first.poster.all.last?.message.id)
        #expect(message?.items.map(\.toldBefore).sorted() == [0, 1])
    }

    @Test func whatWaitsIsWrittenWithinASecond() throws {
        let run = ServiceRun(folder: path, scale: 0.01)
        run.push(.forTests("one"))
        run.push(.forTests("one"))
        let file = folder.path("alerts.sqlite-wal")
        let written = settled(on: true) {
            let bytes = try? Data(contentsOf: URL(fileURLWithPath: file))
            return bytes?.range(of: Data(#""name":"one-1""#.utf8)) != nil
        }
        #expect(written)
        #expect(run.metric("mig_gate_alert_outbox_on_disk") == 1)
        #expect(run.stop(within: .zero))
        #expect(OutboxOpening(folder: path, at: .now).stored["robot"]?.waiting == 2)
    }

    @Test func aSecondProcessRunsInMemory() {
        let first = ServiceRun(folder: path)
        first.push()
        #expect(settled(on: 1) { first.poster.told } == 1)
        let second = ServiceRun(folder: path)
        second.push()
        #expect(settled(on: 1) { second.poster.told } == 1)
        #expect(second.metric("mig_gate_alert_outbox_on_disk") == 0)
        let line = "error alerts: what waits is in memory only, and lost with the process"
        #expect(second.log.lines == ["\(line) folder=\(path) reason=another process uses the folder"])
        #expect(second.stop())
        #expect(first.stop())
    }

    @Test func aSecondProcessTakesOverWhatTheFirstLeaves() throws {
        let clock = FastClock(scale: 300)
        let first = ServiceRun(folder: path, poster: FakePoster { _ in nil }, clock: clock)
        first.push(.forTests("first"))
        #expect(settled(on: 1) { first.poster.all.count } == 1)
        let refusal = Outcome.configuration(reason: "no such token")
        let second = ServiceRun(folder: path, poster: FakePoster { _ in refusal }, clock: clock)
        second.push(.forTests("second", namespace: "other"))
        #expect(settled(on: 1) { second.poster.all.count } == 1)
        #expect(second.metric("mig_gate_alert_outbox_on_disk") == 0)
        // One identifier is drawn twice, for the seeds are the same.
        #expect(first.poster.all.map(\.message.id) == second.poster.all.map(\.message.id))
        #expect(first.stop(within: .zero))
        #expect(settled(on: 1) { second.metric("mig_gate_alert_outbox_on_disk") } == 1)
        #expect(settled(on: 2) { second.metric(#"mig_gate_alerts_pending{receiver="robot"}"#) } == 2)
        second.poster.answers { _ in .delivered }
        #expect(settled(on: 2) { second.poster.told } == 2)
        #expect(second.stop())
        #expect(
            second.log.lines.filter { $0.contains("folder") } == [
                "error alerts: what waits is in memory only, and lost with the process"
                    + " folder=\(path) reason=another process uses the folder",
                "notice alerts: no other process uses the folder any more; what waits is on disk from now on"
                    + " alerts=1 folder=\(path)",
            ]
        )
        #expect(OutboxOpening(folder: path, at: .now).stored["robot"]?.waiting == 0)
    }

    @Test func whatWaitsInMemoryIsWrittenOnceTheFolderIsFree() {
        let first = ServiceRun(folder: path)
        first.push()
        #expect(settled(on: 1) { first.poster.told } == 1)
        let second = ServiceRun(folder: path, scale: 0.01)
        second.push(.forTests("one"))
        second.push(.forTests("two"))
        #expect(settled(on: 2) { second.metric(#"mig_gate_alerts_pending{receiver="robot"}"#) } == 2)
        #expect(first.stop())
        #expect(settled(on: 1) { second.metric("mig_gate_alert_outbox_on_disk") } == 1)
        #expect(second.stop(within: .zero))
        #expect(OutboxOpening(folder: path, at: .now).stored["robot"]?.waiting == 2)
    }

    @Test func aFileInPlaceOfTheFolderLeavesMemory() throws {
        let path = try folder.write("", to: "file")
        let run = ServiceRun(folder: path)
        run.push()
        #expect(settled(on: 1) { run.poster.told } == 1)
        #expect(run.stop())
        #expect(run.log.lines.count == 1)
        #expect(run.log.lines.first?.hasSuffix("the folder cannot be used: no file can be made in it") == true)
    }

    @Test func aDamagedFileIsSetAsideAndSaid() throws {
        _ = try folder.write(String(repeating: "x", count: 5000), to: "alerts.sqlite")
        let run = ServiceRun(folder: path)
        run.push()
        #expect(settled(on: 1) { run.poster.told } == 1)
        #expect(run.metric("mig_gate_alert_outbox_on_disk") == 1)
        #expect(run.stop())
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        let aside = try #require(names.first { $0.contains("corrupt") })
        #expect(run.log.lines == ["error alerts: the outbox was damaged and begins anew aside=\(aside) folder=\(path)"])
    }

    @Test func whatIsTooOldAfterAPauseIsGivenUpAndCounted() {
        let clock = FastClock(scale: 60)
        let first = ServiceRun(folder: path, poster: FakePoster { _ in nil }, clock: clock)
        first.push()
        #expect(settled(on: 1) { first.poster.all.count } == 1)
        #expect(first.stop(within: .zero))
        var settings = AlertSettings.forTests()
        settings.timeToLive = .milliseconds(1)
        let second = ServiceRun(settings, folder: path, clock: clock)
        let expired = #"mig_gate_alerts_dropped_total{receiver="robot",reason="expired"}"#
        #expect(settled(on: 1) { second.metric(expired) } == 1)
        #expect(second.metric(#"mig_gate_alert_messages_total{receiver="robot",result="expired"}"#) == 1)
        #expect(second.stop())
        #expect(second.poster.all.isEmpty)
        #expect(OutboxOpening(folder: path, at: .now).stored["robot"]?.waiting == 0)
    }
}
