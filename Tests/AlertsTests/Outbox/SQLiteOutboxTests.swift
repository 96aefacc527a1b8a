import Foundation
import GRDB
import TestSupport
import Testing

@testable import Alerts

@Suite struct SQLiteOutboxTests {
    private let folder: TemporaryFolder
    private var path: String { folder.url.path }
    private var file: String { folder.path("alerts.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func whatWasWrittenIsReadAgain() throws {
        var stage = Rehearsal(.forTests(.dingtalk, names: ["a", "b"]))
        var facts = AlertFacts.forTests("e\u{301}\u{0}'\"", container: "c")
        facts.derivation = .usable("40Gi", gpu: nil, reserve: "1Gi")
        facts.wayOut = .slice(resource: "nvidia.com/mig-3g.40gb", limit: "39Gi")
        facts.onCall.feishu = ["ou_1"]
        let limited = Outcome.rateLimited(pause: .seconds(60), reason: "")
        stage.answer = { $0.receiver.name == "a" ? .retryable(reason: "no") : limited }
        stage.record(facts, to: ["a", "b"], at: 0)
        stage.record(.forTests("x", severity: .warn), to: ["a", "b"], at: 1.123_456)
        stage.dispatcher.recordLost(4, at: stage.now)
        stage.advance(to: 6)
        stage.record(facts, to: ["a"], at: 7)
        let changes = stage.dispatcher.takeChanges()
        let model = ModelOutbox()
        model.apply(changes)
        try SQLiteOutbox(folder: path).apply(changes)
        let read = try SQLiteOutbox(folder: path).load()
        #expect(read == model.channels)
        #expect(read["a"]?.messages.count == 1)
        #expect(read["b"]?.state.spareID != nil)
        #expect(read["b"]?.state.unrecorded?.count == 4)
        #expect(read["b"]?.waiting == 6)
    }

    @Test func randomChangesLeaveTheSameInTablesAsInDictionaries() throws {
        var random = SeededGenerator(seed: 5)
        let (outbox, model) = (try SQLiteOutbox(folder: path), ModelOutbox())
        var stage = Rehearsal(.forTests(names: ["a", "b"]))
        var answers = SeededGenerator(seed: 6)
        stage.answer = { _ in
            answers.pick([.delivered, .configuration(reason: ""), .rateLimited(pause: .seconds(9), reason: "")])
        }
        for round in 0..<150 {
            let name = "w\(random.below(9))"
            stage.record(.forTests(name), to: [random.pick(["a", "b"])], at: stage.time + Double(random.below(90)))
            if round == 100 {
                stage.update(.forTests(names: ["b"]))
            }
            var changes = stage.dispatcher.takeChanges()
            if random.chance(10) {
                stage.dispatcher.giveBack(changes)
                changes = stage.dispatcher.takeChanges()
            }
            model.apply(changes)
            try outbox.apply(changes)
        }
        #expect(try outbox.load() == model.channels)
        #expect(model.channels.keys.sorted() == ["b"])
    }

    @Test func onlyItsOwnerMayReadIt() throws {
        let outbox = try SQLiteOutbox(folder: path)
        try outbox.apply([OutboxChange(receiver: "a", isRewrite: true)])
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        #expect(names.contains("alerts.sqlite") && names.contains("alerts.sqlite-wal"))
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    @Test func aModeThatIsTooOpenIsMended() throws {
        _ = try SQLiteOutbox(folder: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file)
        _ = try SQLiteOutbox(folder: path)
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    }

    @Test func everyCommitIsOnDiskAndInALogOfItsOwn() throws {
        let outbox = try SQLiteOutbox(folder: path)
        #expect(outbox.setting("journal_mode") == "wal")
        #expect(outbox.setting("synchronous") == "2")
        #expect(outbox.setting("locking_mode") == "exclusive")
    }

    @Test func aSecondProcessFindsItInUse() throws {
        let first = try SQLiteOutbox(folder: path)
        #expect(throws: OutboxError.inUse) { try SQLiteOutbox(folder: path) }
        let opening = OutboxOpening(folder: path, at: .now)
        #expect(opening.problem == .inUse)
        #expect(!opening.outbox.isOnDisk)
        try first.apply([OutboxChange(receiver: "a", isRewrite: true)])
    }

    @Test(arguments: ["", "SQLite format 3\u{0}"])
    func aDamagedFileIsSetAside(start: String) throws {
        let damaged = Data(start.utf8) + Data(repeating: 0x5A, count: 9000)
        try damaged.write(to: URL(fileURLWithPath: file))
        let opening = OutboxOpening(folder: path, at: Date(timeIntervalSince1970: 1_800_000_000.9))
        #expect(opening.problem == nil)
        #expect(opening.outbox.isOnDisk)
        #expect(opening.setAside == "alerts.sqlite.corrupt-1800000000")
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("alerts.sqlite.corrupt-1800000000")) == damaged)
        try opening.outbox.apply([OutboxChange(receiver: "a", isRewrite: true)])
    }

    @Test func damageWithinIsFound() throws {
        var outbox: SQLiteOutbox? = try SQLiteOutbox(folder: path)
        var change = OutboxChange(receiver: "a", isRewrite: true)
        for number in 0..<200 {
            let facts = AlertFacts.forTests("w\(number)")
            change.alerts[AlertKey(facts)] = KnownAlert(facts, seen: Rehearsal.start)
        }
        try outbox?.apply([change])
        outbox = nil
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        for index in stride(from: 8192, to: bytes.count, by: 7) {
            bytes[index] = 0xA5
        }
        try bytes.write(to: URL(fileURLWithPath: file))
        let opening = OutboxOpening(folder: path, at: .now)
        #expect(opening.setAside != nil)
        #expect(opening.stored == [:])
        #expect(opening.outbox.isOnDisk)
    }

    @Test func aFileOfALaterVersionIsLeftAlone() throws {
        _ = try SQLiteOutbox(folder: path)
        try DatabaseQueue(path: file).write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('2')")
        }
        let opening = OutboxOpening(folder: path, at: .now)
        #expect(opening.problem == .newer)
        #expect(!opening.outbox.isOnDisk)
        #expect(opening.setAside == nil)
        #expect(FileManager.default.fileExists(atPath: file))
    }

    @Test func whatCannotBeReadStillCounts() throws {
        var stage = Rehearsal()
        stage.answer = { _ in .retryable(reason: "") }
        stage.record(.forTests("a"), at: 0)
        stage.advance(to: 5)
        stage.record(.forTests("b"), at: 5.2)
        stage.record(.forTests("b"), at: 5.2)
        try SQLiteOutbox(folder: path).apply(stage.dispatcher.takeChanges())
        try DatabaseQueue(path: file).write { database in
            try database.execute(sql: "UPDATE alerts SET facts = '{}'; UPDATE messages SET parts = 'x'")
        }
        let stored = OutboxOpening(folder: path, at: .now).stored["robot"]
        #expect(stored?.alerts == [:])
        #expect(stored?.messages == [])
        #expect(stored?.waiting == 3)
    }

    @Test func makesTheFolderIfOnlyThatIsMissing() throws {
        let missing = folder.path("outbox")
        #expect(OutboxOpening(folder: missing, at: .now).problem == nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: missing)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        let opening = OutboxOpening(folder: folder.path("mount/outbox"), at: .now)
        #expect(opening.problem?.description == "the folder cannot be used: there is none, and none can be made")
    }

    @Test func aFolderThatIsNoneIsReported() throws {
        let path = try folder.write("", to: "file")
        let opening = OutboxOpening(folder: path, at: .now)
        #expect(opening.problem?.description == "the folder cannot be used: no file can be made in it")
    }
}

extension SQLiteOutbox {
    fileprivate func setting(_ name: String) -> String? {
        try? queue.read { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    }
}
