import Foundation
import TestSupport
import Testing
import Transport

@Suite struct FolderWatchTests {
    private let folder: TemporaryFolder
    private let watch: FolderWatch

    init() throws {
        folder = try TemporaryFolder()
        watch = try FolderWatch()
        watch.add([folder.url.path])
    }

    /// How long `wait` takes, which waits for five seconds at most.
    private func waited(_ change: () throws -> Void) rethrows -> Duration {
        try change()
        return ContinuousClock().measure { watch.wait(patience: 5_000) }
    }

    @Test func aFileThatIsWrittenIsAChange() throws {
        #expect(try waited { _ = try folder.write("x", to: "policy.yaml") } < .seconds(2))
    }

    @Test func aLinkThatIsSwappedIsAChange() throws {
        let (data, temporary) = (folder.path("..data"), folder.path("..data_tmp"))
        try FileManager.default.createSymbolicLink(atPath: data, withDestinationPath: "a")
        try FileManager.default.createSymbolicLink(atPath: temporary, withDestinationPath: "b")
        #expect(waited { rename(temporary, data) } < .seconds(2))
    }

    @Test func aFileThatGoesIsAChange() throws {
        let file = try folder.write("x", to: "policy.yaml")
        watch.wait(patience: 5_000)
        #expect(try waited { try FileManager.default.removeItem(atPath: file) } < .seconds(2))
    }

    /// What somebody has begun to write may be half of what it will be.
    @Test func aFileThatIsOnlyBegunIsNoChange() throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: try folder.write("", to: "policy.yaml")))
        watch.wait(patience: 5_000)
        #expect(!watch.isBeingWritten("policy.yaml"))
        try file.write(contentsOf: Data("half".utf8))
        #expect(ContinuousClock().measure { watch.wait(patience: 300) } >= .milliseconds(290))
        #expect(watch.isBeingWritten("policy.yaml"))
        // Another file's change says nothing of this one.
        #expect(try waited { _ = try folder.write("x", to: "other") } < .seconds(2))
        #expect(watch.isBeingWritten("policy.yaml"))
        #expect(!watch.isBeingWritten("other"))
        try file.close()
        #expect(waited {} < .seconds(2))
        #expect(!watch.isBeingWritten("policy.yaml"))
    }

    @Test func nothingIsNoChange() {
        let time = ContinuousClock().measure { watch.wait(patience: 300) }
        #expect(time >= .milliseconds(290))
    }

    @Test func aFlockOfChangesIsOne() throws {
        for number in 0..<50 {
            _ = try folder.write("x", to: "\(number)")
        }
        watch.wait(patience: 5_000)
        #expect(ContinuousClock().measure { watch.wait(patience: 300) } >= .milliseconds(290))
    }

    @Test func aFolderThatIsNotThereIsLeftOutUntilItIs() throws {
        let missing = folder.path("later")
        watch.add([missing])
        try FileManager.default.createDirectory(atPath: missing, withIntermediateDirectories: false)
        watch.add([missing])
        #expect(try waited { _ = try folder.write("x", to: "later/policy.yaml") } < .seconds(2))
    }
}
