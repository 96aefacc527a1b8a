import Admission
import Foundation
import Logging
import MIG
import TestSupport
import Testing

@testable import Webhook

@Suite struct LivePolicyTests {
    private let folder: TemporaryFolder
    private let log = RecordedLog()

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ yaml: String) throws -> String {
        try folder.write(yaml, to: "policy.yaml")
    }

    private func reserve(_ live: LivePolicy) -> String {
        var view = LivePolicy.View(live)
        return view.current().settings.terms.reserve.description
    }

    @Test func aNewFileIsTakenOver() throws {
        let live = try LivePolicy(file: try write("reserve: 1Gi"))
        var view = LivePolicy.View(live)
        let before = view.current()
        _ = try write("reserve: 2Gi")
        #expect(reserve(live) == "1Gi")
        live.reload(log.logger)
        #expect(view.current().settings.terms.reserve.description == "2Gi")
        // What a request began with stays what it was.
        #expect(before.settings.terms.reserve.description == "1Gi")
        #expect(live.status.generation == 2)
        #expect(live.status.failure == nil)
        #expect(log.lines.last?.contains("the policy has changed") == true)
    }

    @Test func anUnchangedFileIsLeftAlone() throws {
        let live = try LivePolicy(file: try write("reserve: 1Gi"))
        var view = LivePolicy.View(live)
        let before = view.current()
        _ = try write("reserve: 1Gi")
        live.reload(log.logger)
        #expect(view.current() === before)
        #expect(live.status.generation == 1)
        #expect(log.lines.isEmpty)
    }

    @Test func aBrokenFileChangesNothingAndSaysWhereItIsBroken() throws {
        let file = try write("reserve: 1Gi")
        let live = try LivePolicy(file: file)
        _ = try write("reserve: 2GiB\ncolour: red")
        live.reload(log.logger)
        #expect(reserve(live) == "1Gi")
        #expect(live.status.generation == 1)
        #expect(live.status.failureCount == 1)
        let failure = try #require(live.status.failure)
        #expect(failure.hasPrefix(#"\#(file):1: reserve: "2GiB" is no quantity: write 2Gi"#))
        #expect(failure.contains("\(file):2: colour: unknown key"))
        #expect(log.lines.last?.contains("the one before still counts") == true)
        // The same broken file again is no news.
        live.reload(log.logger)
        #expect(live.status.failureCount == 1)
    }

    @Test func whatCountedBeforeClearsTheFailure() throws {
        let live = try LivePolicy(file: try write("reserve: 1Gi"))
        for broken in ["reserve: [", ""] {
            _ = try write(broken)
            live.reload(log.logger)
            #expect(live.status.failure != nil)
            _ = try write("reserve: 1Gi")
            live.reload(log.logger)
            #expect(live.status.failure == nil)
        }
        #expect(live.status.failureCount == 2)
        #expect(live.status.generation == 3)
    }

    @Test func aFileThatIsGoneIsAFailureOnce() throws {
        let file = try write("reserve: 1Gi")
        let live = try LivePolicy(file: file)
        try FileManager.default.removeItem(atPath: file)
        live.reload(log.logger)
        live.reload(log.logger)
        #expect(live.status.failureCount == 1)
        #expect(live.status.failure == "\(file): the policy cannot be read: there is no such file")
        _ = try write("reserve: 3Gi")
        live.reload(log.logger)
        #expect(reserve(live) == "3Gi")
    }

    /// As the kubelet mounts it, with another link in front.
    @Test func allFoldersAndNamesOfALinkAreWatched() throws {
        let mount = folder.url.appending(path: "mount")
        try FileManager.default.createDirectory(at: mount.appending(path: "..2026"), withIntermediateDirectories: true)
        _ = try folder.write("reserve: 1Gi", to: "mount/..2026/policy.yaml")
        let link = folder.path("gate.yaml")
        for (link, target) in [
            (link, "mount/policy.yaml"), (folder.path("mount/policy.yaml"), "..data/policy.yaml"),
            (folder.path("mount/..data"), "..2026"),
        ] {
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        }
        let places = try LivePolicy(file: link).places
        #expect(places.folders == [folder.url.path, mount.path, "\(mount.path)/..data"])
        #expect(places.names == ["gate.yaml", "policy.yaml", "policy.yaml"])
    }

    @Test func linksThatLeadInACircleEnd() throws {
        let file = try write("reserve: 1Gi")
        let live = try LivePolicy(file: file)
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "policy.yaml")
        #expect(live.places.folders.count == 41)
        live.reload(log.logger)
        #expect(live.status.failure != nil)
    }

    @Test func theStandardPolicyHasNoFile() throws {
        let live = try LivePolicy(file: nil)
        live.reload(log.logger)
        #expect(live.places.folders.isEmpty)
        #expect(live.status.generation == 1)
    }
}
