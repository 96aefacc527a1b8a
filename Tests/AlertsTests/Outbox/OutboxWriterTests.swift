import Foundation
import GRDB
import Logging
import TestSupport
import Testing

@testable import Alerts

@Suite struct OutboxWriterTests {
    private let log = KeptLog()
    private var logger: Logger { Logger(label: "alerts") { [log] _ in log } }

    @Test func aFullDiskIsSaidOnceAndMadeUpForLater() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOutbox(folder: folder.url.path)
        var writer = OutboxWriter(outbox, logger, retryDelay: .zero)
        var stage = Rehearsal()
        stage.answer = { _ in nil }
        try limit(outbox, pages: 1)
        for round in 0..<3 {
            for number in 0..<200 {
                stage.record(.forTests("w\(number)", namespace: "n\(round)"), at: stage.time)
            }
            _ = writer.write(&stage.dispatcher, isLast: true)
            #expect(!writer.isOnDisk)
        }
        #expect(log.lines.count == 1)
        #expect(log.lines.first?.hasSuffix("error=SQLite: database or disk is full (13)") == true)
        #expect(try outbox.load() == [:])
        try limit(outbox, pages: 1 << 30)
        _ = writer.write(&stage.dispatcher, isLast: true)
        #expect(writer.isOnDisk)
        #expect(log.lines.last == "notice alerts: the outbox is written again ")
        #expect(try outbox.load()["robot"]?.waiting == 600)
    }

    @Test func anOutboxThatFailsIsLeftAloneForAWhile() throws {
        let outbox = FailingOutbox()
        var writer = OutboxWriter(outbox, logger)
        var stage = Rehearsal()
        stage.record(.forTests(), at: 0)
        // Posted though it cannot be written.
        stage.advance(to: 5)
        #expect(stage.posts.count == 1)
        let time = writer.write(&stage.dispatcher)
        let next = try #require(time)
        #expect(ContinuousClock.now.duration(to: next) > .seconds(9))
        stage.record(.forTests("b"), at: 70)
        stage.advance(to: 80)
        let again = writer.write(&stage.dispatcher)
        #expect(again == next)
        #expect(outbox.tries == 1)
    }

    @Test func changesThatNobodyWaitsForAreWrittenTogether() throws {
        let outbox = FailingOutbox()
        var writer = OutboxWriter(outbox, logger)
        var stage = Rehearsal()
        let idle = writer.write(&stage.dispatcher)
        #expect(idle == nil)
        stage.record(.forTests(), at: 0)
        let time = writer.write(&stage.dispatcher)
        let next = try #require(time)
        #expect(ContinuousClock.now.duration(to: next) <= .seconds(1))
        stage.record(.forTests(), at: 1)
        let again = writer.write(&stage.dispatcher)
        #expect(again == next)
        #expect(outbox.tries == 0)
    }

    private func limit(_ outbox: SQLiteOutbox, pages: Int) throws {
        try outbox.queue.write { _ = try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)") }
    }
}

private final class FailingOutbox: Outbox {
    let isOnDisk = true
    private(set) var tries = 0

    func load() -> [String: StoredChannel] { [:] }

    func apply(_ changes: [OutboxChange]) throws {
        tries += 1
        throw OutboxError.failed("no")
    }
}
