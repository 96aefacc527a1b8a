import Foundation
import TestSupport
import Testing

@testable import Alerts

@Suite struct SecretTests {
    @Test func noWayOfPrintingShowsIt() {
        let secret = Secret("hunter2-hunter2")
        var dumped = ""
        dump(["a": [secret]], to: &dumped)
        let texts = [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])",
            "\(Optional(secret) as Any)",
            dumped,
        ]
        for text in texts {
            #expect(!text.contains("hunter2"), "\(text)")
        }
        #expect("\(secret)" == "***")
    }

    @Test(arguments: ["s3cret", "s3cret\n", "\r\n\t s3cret \n\n", "\u{FEFF}s3cret\r\n"])
    func whatIsAroundItGoes(text: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "secret")
        #expect(try SecretSource.file(file).read().exposed == "s3cret")
        #expect(try SecretSource.environment("S").read(["S": text]).exposed == "s3cret")
    }

    @Test func aFileIsReadAnewEachTime() throws {
        let folder = try TemporaryFolder()
        let source = SecretSource.file(try folder.write("one", to: "secret"))
        #expect(try source.read().exposed == "one")
        _ = try folder.write("two", to: "secret")
        #expect(try source.read().exposed == "two")
    }

    @Test func aLargeFileIsNotReadWhole() throws {
        let folder = try TemporaryFolder()
        let most = String(repeating: "s", count: 16_384)
        #expect(try SecretSource.file(try folder.write(most, to: "most")).read().exposed == most)
        let file = try folder.write(most + "s", to: "more")
        #expect(failure(.file(file)) == "file \(file) holds more than 16 KiB")
    }

    @Test func onlyRegularFilesAreOpened() throws {
        let folder = try TemporaryFolder()
        let pipe = folder.path("pipe")
        let maker = Process()
        maker.executableURL = URL(fileURLWithPath: "/usr/bin/mkfifo")
        maker.arguments = [pipe]
        try maker.run()
        maker.waitUntilExit()
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "pipe")
        for path in [pipe, folder.path("link"), "/dev/zero", folder.url.path] {
            #expect(failure(.file(path)) == "file \(path) is no regular file")
        }
    }

    /// As the kubelet has it: links, the last of them relative and exchanged at once.
    @Test func linksAreFollowed() throws {
        let folder = try TemporaryFolder()
        let files = FileManager.default
        try files.createDirectory(atPath: folder.path("..2026"), withIntermediateDirectories: false)
        _ = try folder.write("s3cret\n", to: "..2026/url")
        try files.createSymbolicLink(atPath: folder.path("..data"), withDestinationPath: "..2026")
        try files.createSymbolicLink(atPath: folder.path("url"), withDestinationPath: "..data/url")
        #expect(try SecretSource.file(folder.path("url")).read().exposed == "s3cret")
    }

    @Test func whatCannotBeASecretIsNamedByWhereItStands() throws {
        let folder = try TemporaryFolder()
        let missing = folder.path("missing")
        #expect(failure(.file(missing)) == "file \(missing) cannot be read: no such file")
        #expect(failure(.file(folder.url.path)) == "file \(folder.url.path) is no regular file")
        #expect(failure(.file(try folder.write("", to: "a"))) == "file \(folder.path("a")) is empty")
        #expect(failure(.file(try folder.write(" \n", to: "b"))) == "file \(folder.path("b")) is empty")
        let lines = "file \(folder.path("c")) holds more than one line, or control characters"
        #expect(failure(.file(try folder.write("one\ntwo", to: "c"))) == lines)
        try Data([0xFF, 0xFE]).write(to: folder.url.appendingPathComponent("d"))
        #expect(failure(.file(folder.path("d"))) == "file \(folder.path("d")) does not hold UTF-8")
        #expect(failure(.environment("S")) == "environment variable S is not set")
    }

    private func failure(_ source: SecretSource) -> String? {
        #expect(throws: SecretError.self) { try source.read([:]) }?.description
    }
}
