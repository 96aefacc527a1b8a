import Foundation
import GRDB

/// Rows of the outbox's tables, written and read. What cannot be read any more still counts, as alerts of which nothing but
/// the number is known.
enum OutboxRows {
    static func write(_ change: OutboxChange, to database: Database) throws {
        let name = change.receiver
        if change.isRewrite {
            try database.run("DELETE FROM receivers WHERE name = ?", [name])
            try database.run("DELETE FROM alerts WHERE receiver = ?", [name])
            try database.run("DELETE FROM messages WHERE receiver = ?", [name])
        }
        if let state = change.state {
            try write(state, of: name, to: database)
        }
        for (key, alert) in change.alerts {
            try write(alert, key, of: name, to: database)
        }
        for key in change.forgotten {
            try database.run("DELETE FROM alerts WHERE receiver = ? AND key = ?", [name, Data(key.bytes)])
        }
        for message in change.messages {
            try write(message, of: name, to: database)
        }
        for id in change.removed {
            try database.run("DELETE FROM messages WHERE receiver = ? AND id = ?", [name, id])
        }
    }

    static func read(_ database: Database) throws -> [String: StoredChannel] {
        var channels: [String: StoredChannel] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT * FROM receivers") {
            guard let name: String = cell(row, "name") else { continue }
            channels[name, default: StoredChannel()].state = OutboxChange.State(
                unrecorded: tally(row, "unrecorded", "unrecordedFirst", "unrecordedLast"),
                spareID: cell(row, "spareID"),
                pausedUntil: date(row, "pausedUntil"),
                bucketFull: date(row, "bucketFull") ?? .distantPast
            )
        }
        for row in try Row.fetchAll(database, sql: "SELECT * FROM alerts") {
            guard let name: String = cell(row, "receiver") else { continue }
            if let key: Data = cell(row, "key"), let alert = alert(row) {
                channels[name, default: StoredChannel()].alerts[AlertKey(bytes: Array(key))] = alert
            } else {
                channels[name, default: StoredChannel()].addUnreadable(tally(row, "pending", "first", "last"))
            }
        }
        for row in try Row.fetchAll(database, sql: "SELECT * FROM messages") {
            guard let name: String = cell(row, "receiver") else { continue }
            if let message = message(row) {
                channels[name, default: StoredChannel()].messages.append(message)
            } else {
                channels[name, default: StoredChannel()].addUnreadable(tally(row, "count", "created", "created"))
            }
        }
        return channels
    }
}

// MARK: - Writing

extension OutboxRows {
    private static func write(_ state: OutboxChange.State, of name: String, to database: Database) throws {
        try database.run(
            "INSERT OR REPLACE INTO receivers VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                name, state.unrecorded?.count ?? 0, state.unrecorded?.first.timeIntervalSince1970,
                state.unrecorded?.last.timeIntervalSince1970, state.spareID, state.pausedUntil?.timeIntervalSince1970,
                state.bucketFull.timeIntervalSince1970,
            ]
        )
    }

    private static func write(_ alert: KnownAlert, _ key: AlertKey, of name: String, to database: Database) throws {
        try database.run(
            "INSERT OR REPLACE INTO alerts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                name, Data(key.bytes), alert.pending?.count ?? 0, alert.pending?.first.timeIntervalSince1970,
                alert.pending?.last.timeIntervalSince1970, alert.told, alert.toldAt?.timeIntervalSince1970, alert.step,
                alert.worstTold?.rawValue, alert.seen.timeIntervalSince1970, try json(alert.facts),
            ]
        )
    }

    private static func write(_ message: SealedMessage, of name: String, to database: Database) throws {
        try database.run(
            "INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                name, message.message.id, message.message.created.timeIntervalSince1970, message.tries,
                message.message.count, try json(message.message), try json(message.parts),
                message.unrecorded?.count ?? 0, message.unrecorded?.first.timeIntervalSince1970,
                message.unrecorded?.last.timeIntervalSince1970,
            ]
        )
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

// MARK: - Reading

extension OutboxRows {
    private static func alert(_ row: Row) -> KnownAlert? {
        guard let facts: AlertFacts = value(row, "facts"), let seen = date(row, "seen"),
            let told = number(row, "told"), let step = number(row, "step")
        else { return nil }
        var alert = KnownAlert(facts, seen: seen)
        alert.pending = tally(row, "pending", "first", "last")
        alert.told = told
        alert.toldAt = date(row, "toldAt")
        alert.step = step
        let worst: String? = cell(row, "worstTold")
        alert.worstTold = worst.flatMap(Severity.init)
        return alert
    }

    private static func message(_ row: Row) -> SealedMessage? {
        guard let message: Message = value(row, "message"), let parts: [SealedMessage.Part] = value(row, "parts"),
            OutboxBounds.hold(message), parts.map(\.tally).allSatisfy(OutboxBounds.hold),
            let tries = number(row, "tries")
        else { return nil }
        return SealedMessage(
            message,
            parts: parts,
            unrecorded: tally(row, "unrecorded", "unrecordedFirst", "unrecordedLast"),
            tries: tries,
            notBefore: message.created
        )
    }

    private static func value<Value: Decodable>(_ row: Row, _ column: String) -> Value? {
        let text: String? = cell(row, column)
        return text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    private static func date(_ row: Row, _ column: String) -> Date? {
        let seconds: Double? = cell(row, column)
        return seconds.flatMap { abs($0) < OutboxBounds.time ? Date(timeIntervalSince1970: $0) : nil }
    }

    private static func number(_ row: Row, _ column: String) -> Int? {
        let number: Int? = cell(row, column)
        return number.flatMap { OutboxBounds.numbers.contains($0) ? $0 : nil }
    }

    private static func tally(_ row: Row, _ count: String, _ first: String, _ last: String) -> Tally? {
        guard let first = date(row, first), let last = date(row, last) else { return nil }
        guard let count = number(row, count), count > 0 else { return nil }
        return Tally(count: count, first: first, last: last)
    }

    /// Nil for no value, and for one of another type: SQLite has a column hold any, and a damaged file may.
    private static func cell<Value: DatabaseValueConvertible>(_ row: Row, _ column: String) -> Value? {
        let value: DatabaseValue = row[column]
        return Value.fromDatabaseValue(value)
    }
}

extension Database {
    /// Runs a statement that is compiled once.
    fileprivate func run(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?]) throws {
        try cachedStatement(sql: sql).execute(arguments: StatementArguments(arguments))
    }
}
