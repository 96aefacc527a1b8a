import Foundation
import TestSupport
import Testing

/// What the check ends with, and what it reads.
@Suite struct CheckExitTests {
    private static let manifests = "Tests/Fixtures/manifests"

    private static func pod(_ name: String, size: String?) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: \(name), annotations: {\(size.map { "mig-gate.io/model-size: \($0)" } ?? "")}}
        spec: {containers: [{name: llm, resources: {limits: {nvidia.com/mig-3g.40gb: 1}}}]}

        """
    }

    private static let fits = pod("fits", size: "30Gi")
    private static let warned = pod("warned", size: nil)
    private static let denied = pod("denied", size: "50Gi")
    private static let broken = "a: [\n"

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let texts: [String]
        var arguments: [String] = []
        let status: Int32
    }

    @Test(arguments: [
        Case(testDescription: "a text without documents", texts: ["# nothing yet\n"], status: 0),
        Case(testDescription: "what fits", texts: [fits], status: 0),
        Case(testDescription: "a warning", texts: [fits, warned], status: 0),
        Case(testDescription: "a warning, strictly", texts: [fits, warned], arguments: ["--strict"], status: 1),
        Case(testDescription: "what fits, strictly", texts: [fits], arguments: ["--strict"], status: 0),
        Case(testDescription: "a denial", texts: [fits, denied, warned], status: 1),
        Case(testDescription: "what cannot be read", texts: [broken, fits], status: 2),
        Case(testDescription: "a denial and what cannot be read", texts: [denied, broken], status: 2),
        Case(testDescription: "the same, strictly", texts: [warned, broken], arguments: ["--strict"], status: 2),
    ])
    func theStatusSaysWhatIsWrong(with given: Case) throws {
        let folder = try TemporaryFolder()
        for (number, text) in given.texts.enumerated() {
            _ = try folder.write(text, to: "\(number).yaml")
        }
        let output = try CheckProgram.run(given.arguments + [folder.url.path])
        #expect(output.status == given.status, "\(output.standardOutput)")
        #expect(output.standardError == "")
        // The same as one stream from standard input.
        let stream = given.texts.joined(separator: "---\n")
        #expect(try CheckProgram.run(given.arguments + ["-"], input: Array(stream.utf8)).status == given.status)
        let json = try CheckProgram.run(given.arguments + ["--output", "json", folder.url.path])
        let report = try JSONDecoder().decode(CheckedReport.self, from: Data(json.standardOutput.utf8))
        #expect(report.summary.exitStatus == given.status)
        #expect(report.summary.files == given.texts.count)
    }

    /// A pipeline whose first command fails, and a folder that is not the one that was meant, are no success.
    @Test func nothingAtAllIsNotUsable() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(" \n", to: "empty.yaml")
        for (path, reason) in [
            ("-", "there is nothing in it"), ("/dev/null", "there is nothing in it"), (file, "there is nothing in it"),
        ] {
            let report = try CheckProgram.report([path])
            #expect(report.problems.map(\.message) == [reason], "\(path)")
            #expect(report.summary.exitStatus == 2)
        }
        // Among others an empty file tells nothing.
        #expect(try CheckProgram.report([folder.url.path]).summary.exitStatus == 0)
        try FileManager.default.removeItem(atPath: file)
        let report = try CheckProgram.report([folder.url.path])
        #expect(report.problems.map(\.message) == ["there is no .yaml, .yml, .json in the folder"])
    }

    @Test func whatCannotBeReadHidesNothingElse() throws {
        let report = try CheckProgram.report(["\(Self.manifests)/streams/broken.yaml", "nowhere.yaml"])
        #expect(report.problems.map(\.file) == ["\(Self.manifests)/streams/broken.yaml", "nowhere.yaml"])
        #expect(report.problems.map(\.line) == [18, nil])
        #expect(report.problems[1].message == "the file cannot be read: there is no such file")
        #expect(report.findings.map(\.name) == ["before", "behind"])
        #expect(report.findings.map(\.line) == [8, 26])
        #expect(report.summary.exitStatus == 2)
    }

    /// Root may read everything, so this asks as somebody else.
    @Test func filesAndFoldersWithoutPermissionAreProblems() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Self.denied, to: "a-denied.yaml")
        _ = try folder.write(Self.fits, to: "b-locked.yaml")
        let program = folder.path("mig-gate")
        try FileManager.default.copyItem(atPath: Repository.executable.path, toPath: program)
        try FileManager.default.createDirectory(atPath: folder.path("locked"), withIntermediateDirectories: false)
        for path in [folder.path("b-locked.yaml"), folder.path("locked")] {
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
        let asNobody = getuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["env"]
        let output = try Command.run("env", asNobody + [program, "check", "--output", "json", folder.url.path])
        let report = try JSONDecoder().decode(CheckedReport.self, from: Data(output.standardOutput.utf8))
        #expect(output.status == 2)
        #expect(report.problems.map(\.file) == [folder.path("b-locked.yaml"), folder.path("locked")])
        #expect(
            report.problems.map(\.message) == [
                "the file cannot be read: permission is denied", "the folder cannot be read: permission is denied",
            ]
        )
        #expect(report.findings.map(\.file) == [folder.path("a-denied.yaml")])
        // So that it can be removed by whoever is not root.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path("locked"))
    }

    @Test func pipesAreRead() throws {
        let manifest = "\(Self.manifests)/core/pods.yaml"
        let expected = try CheckProgram.report([manifest]).findings.map(\.message)
        #expect(expected.count > 0)
        for line in [
            "cat \(manifest) | $CHECK -o json -", "cat \(manifest) | $CHECK -o json /dev/stdin",
            "$CHECK -o json <(cat \(manifest))", "$CHECK -o json - < \(manifest)",
        ] {
            let output = try CheckProgram.shell(line)
            #expect(output.status == 1, "\(line): \(output.standardError)")
            let report = try JSONDecoder().decode(CheckedReport.self, from: Data(output.standardOutput.utf8))
            #expect(report.findings.map(\.message) == expected, "\(line)")
        }
    }

    /// Folders are searched for manifests, without what is hidden and without going round in circles.
    @Test func foldersAreSearched() throws {
        let folder = try TemporaryFolder()
        for path in ["b/c", ".git", "empty", "folder.yaml"] {
            try FileManager.default.createDirectory(atPath: folder.path(path), withIntermediateDirectories: true)
        }
        for name in [
            "b/c/z.yml", "b/y.yaml", "a.json", "notes.txt", ".hidden.yaml", ".git/x.yaml", "b/named.conf",
            "folder.yaml/x.yaml",
        ] {
            _ = try folder.write(Self.denied, to: name)
        }
        try FileManager.default.createSymbolicLink(atPath: folder.path("b/loop"), withDestinationPath: "..")
        try FileManager.default.createSymbolicLink(atPath: folder.path("link.yaml"), withDestinationPath: "b/y.yaml")
        let found = ["a.json", "b/c/z.yml", "b/y.yaml", "folder.yaml/x.yaml", "link.yaml"].map(folder.path)
        for path in [folder.url.path, "\(folder.url.path)/"] {
            let report = try CheckProgram.report([path])
            #expect(report.problems == [])
            #expect(report.findings.map(\.file) == found)
        }
        // What somebody names is read, whatever it is called.
        let named = folder.path("b/named.conf")
        #expect(try CheckProgram.report([named]).findings.map(\.file) == [named])
    }

    @Test(arguments: [
        (arguments: [String](), words: "Missing expected argument '<paths>"),
        (arguments: ["--output", "xml", "-"], words: "xml"),
        (arguments: ["--policy", "nowhere.yaml", "-"], words: "nowhere.yaml: the policy cannot be read"),
        (arguments: ["--policy", "\(manifests)/streams/pod.json", "-"], words: "the manifest of a Pod is no policy"),
    ])
    func aCommandLineThatCannotBeUsedIsNotZeroOrOne(arguments: [String], words: String) throws {
        let output = try CheckProgram.run(arguments)
        // 64 is what people know from sysexits.h for a command line.
        #expect(output.status == 2 || output.status == 64, "\(output.status)")
        #expect(output.standardOutput == "")
        #expect(output.standardError.contains(words), "\(output.standardError)")
    }

    @Test func aReportThatIsCutShortIsNoSuccess() throws {
        let output = try CheckProgram.shell("$CHECK \(Self.manifests)/streams/pod.json > /dev/full")
        #expect(output.status == 2)
        #expect(output.standardError.contains("the report cannot be written"))
    }

    /// Whoever reads the first lines only closes the pipe: that is no error to speak of, whether the signal ends us or not.
    @Test(arguments: ["", "trap '' PIPE; "])
    func whoeverHasReadEnoughHearsNothing(ignoring: String) throws {
        let folder = try TemporaryFolder()
        // More than a pipe holds.
        _ = try folder.write(
            (0..<1000).map { Self.pod("p\($0)", size: "50Gi") }.joined(separator: "---\n"),
            to: "a.yaml"
        )
        let output = try CheckProgram.shell(
            "\(ignoring)$CHECK -o json \(folder.url.path) | head -n 1; exit ${PIPESTATUS[0]}"
        )
        #expect(output.standardOutput == "{\n")
        #expect(output.standardError == "")
        #expect(output.status == (ignoring.isEmpty ? 128 + SIGPIPE : 1))
    }
}
