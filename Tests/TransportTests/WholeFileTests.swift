import Foundation
import TestSupport
import Testing
import Transport

@Suite struct WholeFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test(arguments: [0o600, 0o644])
    func aFileIsReplacedWithItsMode(mode: UInt32) throws {
        let path = try folder.write("old", to: "file")
        try WholeFile.write("new", to: path, mode: mode)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        #expect(try self.mode(path) == Int(mode))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["file"])
    }

    @Test func aFolderThatIsNotThereIsNamed() {
        let path = folder.path("nowhere/file")
        let error = #expect(throws: SystemError.self) { try WholeFile.write("new", to: path, mode: 0o600) }
        #expect(error?.description == "write \(path): No such file or directory")
    }

    /// What cannot be put in its place leaves nothing behind.
    @Test func aFolderInItsPlaceStays() throws {
        let path = folder.path("folder")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(throws: SystemError.self) { try WholeFile.write("new", to: path, mode: 0o600) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["folder"])
    }
}
