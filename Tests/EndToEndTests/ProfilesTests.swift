import Foundation
import TestSupport
import Testing

@Suite struct ProfilesTests {
    private func profiles(_ arguments: [String]) throws -> Command.Output {
        try Command.run(Repository.executable.path, ["profiles"] + arguments)
    }

    @Test func theTableIsForPeople() throws {
        let output = try profiles(["--gpu", "H200"])
        #expect(output.status == 0)
        let row = output.standardOutput.split(separator: "\n").first { $0.contains(" 1g.18gb ") }
        #expect(row?.split(separator: " ") == ["H200", "141GB", "1g.18gb", "18Gi", "16Gi", "15.75Gi", "7", "1", "1"])
    }

    @Test func theJSONIsForPrograms() throws {
        let folder = try TemporaryFolder()
        let policy = try folder.write("headroom:\n  profiles: {3g.40gb: 10%}", to: "policy.yaml")
        let output = try profiles(["--gpu", "A100 80GB", "--policy", policy, "--output", "json"])
        let rows = try #require(
            JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [[String: Any]]
        )
        let row = try #require(rows.first { $0["profile"] as? String == "3g.40gb" })
        #expect(row["limit"] as? String == "36Gi")
        #expect(row["usable"] as? String == "39.25Gi")
        #expect(row["basis"] as? String == "measured")
    }

    @Test func anUnknownGPUIsAnsweredWithThoseThatAreKnown() throws {
        let output = try profiles(["--gpu", "V100"])
        #expect(output.status == 1)
        #expect(output.standardError.hasPrefix("Error: no GPU is called \"V100\"; known are A30 24GB, A100 40GB, "))
    }
}
