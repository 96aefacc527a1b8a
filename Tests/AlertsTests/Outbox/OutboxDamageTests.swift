import Foundation
import GRDB
import TestSupport
import Testing

@testable import Alerts

/// Rows that SQLite reads without a complaint, and nobody wrote like that.
@Suite struct OutboxDamageTests {
    private let folder: TemporaryFolder
    private var path: String { folder.url.path }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(arguments: [
        "UPDATE messages SET message = '{}', id = 'other'",
        "UPDATE messages SET tries = 'many', message = x'FFFE', id = 'other'",
        "UPDATE messages SET tries = 9223372036854775807, id = 'other'",
        "UPDATE messages SET parts = replace(parts, '\"count\":1', '\"count\":9223372036854775807'), id = 'other'",
        "UPDATE messages SET message = replace(message, '\"furtherCount\":0', '\"furtherCount\":9223372036854775807')",
    ])
    func aMessageThatCannotBeReadCountsOnce(damage: String) throws {
        var stage = Rehearsal()
        stage.answer = { _ in .retryable(reason: "no") }
        stage.record(.forTests(), at: 0)
        stage.advance(to: 6)
        let first = try SQLiteOutbox(folder: path)
        try first.apply(stage.dispatcher.takeChanges())
        try first.queue.write { try $0.execute(sql: damage) }
        try first.queue.close()
        for round in 0..<3 {
            let outbox = try SQLiteOutbox(folder: path)
            var next = Rehearsal()
            next.answer = { _ in round == 2 ? .delivered : .retryable(reason: "no") }
            #expect(next.dispatcher.restore(try outbox.load(), at: next.now).isEmpty)
            #expect(next.state()?.waiting == 1)
            next.advance(to: 60)
            try outbox.apply(next.dispatcher.takeChanges())
            try outbox.queue.close()
        }
        #expect(try SQLiteOutbox(folder: path).load()["robot"]?.waiting == 0)
    }

    @Test(arguments: [
        "UPDATE alerts SET pending = 9223372036854775807, told = -1, step = -9",
        "UPDATE alerts SET pending = 'x', first = 'x', last = x'00', seen = 'x', worstTold = x'FF', facts = x'FF'",
        "UPDATE alerts SET first = 9e999, last = -9e999, seen = 9e999",
        "UPDATE receivers SET unrecorded = 'x', spareID = x'FF', bucketFull = 'x', pausedUntil = 9e999",
        "UPDATE alerts SET receiver = x'FF'; UPDATE receivers SET name = x'FF'",
    ])
    func valuesOfAnyTypeEndNothing(damage: String) throws {
        var stage = Rehearsal()
        stage.record(.forTests("a"), at: 0)
        stage.record(.forTests("b"), at: 1)
        let first = try SQLiteOutbox(folder: path)
        try first.apply(stage.dispatcher.takeChanges())
        try first.queue.write { try $0.execute(sql: damage) }
        try first.queue.close()
        var next = Rehearsal()
        _ = next.dispatcher.restore(try SQLiteOutbox(folder: path).load(), at: next.now)
        next.record(.forTests("a"), at: 10)
        next.advance(to: 7200)
        #expect(next.state()?.waiting == 0)
        #expect(next.state()?.counters.delivered ?? 0 > 0)
    }
}
