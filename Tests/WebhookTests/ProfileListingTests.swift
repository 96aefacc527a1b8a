import Foundation
import TestSupport
import Testing
import Webhook

@Suite struct ProfileListingTests {
    @Test func theTableOfOneGPU() throws {
        #expect(
            try ProfileListing(policyFile: nil, gpu: "H200").table == """
                GPU         PROFILE     NOMINAL  USABLE      LIMIT    PER GPU  MEMORY  COMPUTE
                H200 141GB  1g.18gb     18Gi     16Gi        15.75Gi  7        1       1
                H200 141GB  1g.18gb+me  18Gi     16Gi        15.75Gi  1        1       1
                H200 141GB  1g.35gb     35Gi     32.25Gi     32Gi     4        2       1
                H200 141GB  2g.35gb     35Gi     32.25Gi     32Gi     3        2       2
                H200 141GB  3g.71gb     71Gi     69.5Gi      69.25Gi  2        4       3
                H200 141GB  4g.71gb     71Gi     69.5Gi      69.25Gi  1        4       4
                H200 141GB  7g.141gb    141Gi    139.75Gi    139.5Gi  1        8       7

                Sources
                H200 141GB: NVML and nvidia-smi mig -lgip, -lgipp on an H200 SXM (driver 580.159.04); mig-parted issue 120. \
                3g.71gb: -lgip printed 71168 MiB, a live instance had 71424.
                """
        )
    }

    @Test func everythingAsATableAndForPrograms() throws {
        let all = try ProfileListing(policyFile: nil, gpu: nil)
        try Golden("Tests/WebhookTests/Golden/profiles").check([
            "all": all.table,
            "a30-json": ProfileListing(policyFile: nil, gpu: "A30").json,
        ])
    }

    @Test func aPolicyDecidesLimitsAndGPUs() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("headroom:\n  default: 50%\ngpus: [A30, H200]", to: "policy.yaml")
        let rows = try rows(ProfileListing(policyFile: file, gpu: nil))
        #expect(Set(rows.map(\.gpu)) == ["A30 24GB", "H200 141GB"])
        #expect(rows.first { $0.profile == "4g.24gb" }?.limit == "12Gi")
        // Who names a GPU sees it, whatever the fleet.
        #expect(try Set(self.rows(ProfileListing(policyFile: file, gpu: "B200")).map(\.gpu)) == ["B200 180GB"])
    }

    @Test func whatIsUnknownIsLeftOut() throws {
        let rows = try rows(ProfileListing(policyFile: nil, gpu: "RTX PRO 4500"))
        let row = try #require(rows.first)
        #expect(row.basis == "estimated")
        #expect(row.usable == "14417Mi")
        #expect(row.limit == "14161Mi")
        #expect(row.memorySlices == nil)
        #expect(row.startsFrom == nil)
        #expect(row.seenMiB == [])
    }

    @Test(arguments: [
        ("A100", ["A100 40GB", "A100 80GB"]),
        ("NVIDIA-A100-SXM4-80GB", ["A100 80GB"]),
        ("NVIDIA-A100-SXM4-80GB-MIG-1g.10gb", ["A100 80GB"]),
    ])
    func aGPUIsNamedByWordsOrByItsLabel(gpu: String, names: [String]) throws {
        #expect(try Set(rows(ProfileListing(policyFile: nil, gpu: gpu)).map(\.gpu)) == Set(names))
    }

    @Test(arguments: ["L40S", "", "H2000"])
    func aGPUThatNobodyKnowsIsAnsweredWithTheKnownOnes(gpu: String) {
        let error = #expect(throws: ConfigurationError.self) { try ProfileListing(policyFile: nil, gpu: gpu) }
        #expect(
            error?.description.hasPrefix("no GPU is called \"\(gpu)\"; known are A30 24GB, A100 40GB, A100 80GB, ")
                == true
        )
    }

    private struct Row: Decodable {
        let gpu: String
        let profile: String
        let usable: String?
        let basis: String
        let limit: String?
        let memorySlices: Int?
        let startsFrom: String?
        let seenMiB: [Int]
    }

    private func rows(_ listing: ProfileListing) throws -> [Row] {
        try JSONDecoder().decode([Row].self, from: Data(listing.json.utf8))
    }
}
