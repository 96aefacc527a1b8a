import Testing

@testable import Admission
@testable import MIG

@Suite struct LimitTests {
    private func limit(nominal: Int, headroom: Int, usable: Int, reserve: Int) -> Limit {
        Limit(
            nominal: .mebibytes(nominal),
            headroom: .mebibytes(headroom),
            usable: UsableMemory(size: .mebibytes(usable), basis: .estimated),
            reserve: .mebibytes(reserve)
        )
    }

    @Test(arguments: [
        // nominal, headroom, usable, reserve, limit, whether it came of the nominal memory
        (40_960, 1024, 40_192, 256, 39_936, true),
        (18_432, 1024, 16_384, 256, 16_128, false),
        // Equal: the nominal memory is what people know.
        (1000, 100, 950, 50, 900, true),
        (1000, 100, 949, 50, 899, false),
        (1000, 1001, 900, 10, 0, true),
        (1000, 10, 100, 101, 0, false),
    ])
    func theSmallerOfBothCounts(
        nominal: Int,
        headroom: Int,
        usable: Int,
        reserve: Int,
        limit: Int,
        isFromNominal: Bool
    ) {
        let found = self.limit(nominal: nominal, headroom: headroom, usable: usable, reserve: reserve)
        #expect(found.size == .mebibytes(limit))
        switch found.origin {
        case .nominal(let whole, let taken):
            #expect(isFromNominal)
            #expect(whole == .mebibytes(nominal))
            #expect(taken == .mebibytes(headroom))
        case .usable(let whole, let taken):
            #expect(!isFromNominal)
            #expect(whole.size == .mebibytes(usable))
            #expect(taken == .mebibytes(reserve))
        case .fixed, .capped: Issue.record("nobody has fixed a limit")
        }
    }

    @Test func equalDoesNotFit() {
        let limit = limit(nominal: 40_960, headroom: 1024, usable: 40_192, reserve: 256)
        #expect(limit.admits(MemorySize(bytes: 41_875_931_135)))
        #expect(!limit.admits(MemorySize(bytes: 41_875_931_136)))
        #expect(!limit.admits(MemorySize(bytes: 41_875_931_137)))
        #expect(limit.admits(.zero))
    }

    @Test(arguments: [
        ("{}", "3g.40gb", "39Gi"),
        ("{}", "1g.18gb", "15.75Gi"),
        ("{}", "1g.24gb", "21.25Gi"),
        ("headroom:\n  default: 10%", "3g.40gb", "36Gi"),
        ("headroom:\n  default: 7%", "3g.40gb", "38092Mi"),
        ("headroom:\n  default: 0", "3g.40gb", "39Gi"),
        ("headroom:\n  default: 0\nreserve: 0", "3g.40gb", "39.25Gi"),
        ("headroom:\n  default: 2Gi\n  profiles:\n    3g.40gb: 4Gi", "3g.40gb", "36Gi"),
        ("headroom:\n  default: 2Gi\n  profiles:\n    3g.40gb: 4Gi", "4g.40gb", "38Gi"),
        ("headroom:\n  profiles:\n    3g.40gb: 25%", "3g.40gb", "30Gi"),
        ("headroom:\n  profiles:\n    3g.39gb: 25%", "3g.40gb", "30Gi"),
        ("gpus: [GH200]", "1g.24gb", "22.75Gi"),
    ])
    func thePolicyDecidesTheLimitOfAProfile(yaml: String, profile: String, limit: String) throws {
        let policy = try Policy(yaml: yaml)
        let fleet = policy.settings.terms.fleet ?? policy.catalogue.allGPUs
        let entry = try #require(MIGProfile(name: profile).flatMap(policy.catalogue.entry(of:)))
        #expect(policy.general.limit(of: entry, on: fleet)?.size.description == limit)
    }

    @Test func aLimitIsOfTheGPUsThatAreAskedFor() throws {
        let catalogue = Catalogue.shipped
        let entry = try #require(MIGProfile(name: "1g.24gb").flatMap(catalogue.entry(of:)))
        let fleet = try Policy(yaml: "gpus: [H100 NVL]")
        for (gpus, limit) in [("GH200", "22.75Gi"), ("H100 NVL", "21.25Gi"), ("H200", nil)] {
            let set = try #require(catalogue.gpus(named: gpus))
            #expect(Policy.standard.general.limit(of: entry, on: set)?.size.description == limit, "\(gpus)")
            #expect(fleet.general.limit(of: entry, on: set)?.size.description == limit, "\(gpus)")
        }
    }
}
