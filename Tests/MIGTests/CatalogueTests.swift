import MIG
import Testing

@Suite struct CatalogueTests {
    /// Three products of which two were measured, and a profile nobody has measured.
    private let catalogue: Catalogue

    init() throws {
        catalogue = try Catalogue(
            text: """
                gpu      Old
                profile  1g.10gb     7 1 1  0  capture  9728,9984
                gpu      New
                profile  1g.10gb     4 2 1  0  capture  9856
                profile  1g.10gb+me  1 1 1  0  capture  9856
                profile  3g.40gb     2 4 3  0  capture  40448,40320
                former   3g.39gb 3g.40gb
                gpu      Unmeasured
                profile  1g.10gb     7 1 1  0  die      -
                profile  7g.81gb     1 8 7  0  die      -
                """
        )
    }

    private func usable(_ profile: String, on set: GPUSet) throws -> UsableMemory? {
        catalogue.usableMemory(of: try entry(profile), on: set)
    }

    private func entry(_ name: String) throws -> CatalogueEntry {
        try #require(MIGProfile(name: name).flatMap(catalogue.entry(of:)))
    }

    private static func set(_ indices: Int...) -> GPUSet {
        indices.reduce(into: .none) { $0.insert($1) }
    }

    @Test func usableMemoryIsTheSmallestOfTheGPUsItMayLandOn() throws {
        for set in [catalogue.allGPUs, Self.set(0, 1), Self.set(0)] {
            let usable = try #require(try usable("1g.10gb", on: set))
            #expect(usable.size == .mebibytes(9728))
            #expect(usable.basis == .measured(gpu: 0))
        }
        let usable = try #require(try usable("1g.10gb", on: Self.set(1)))
        #expect(usable.size == .mebibytes(9856))
        #expect(usable.basis == .measured(gpu: 1))
        #expect(try self.usable("3g.40gb", on: catalogue.allGPUs)?.size == .mebibytes(40_320))
    }

    @Test func anUnmeasuredProductHasNoSayBesideAMeasuredOne() throws {
        let usable = try #require(try usable("1g.10gb", on: Self.set(1, 2)))
        #expect(usable.size == .mebibytes(9856))
        #expect(usable.basis == .measured(gpu: 1))
    }

    @Test func whatNobodyHasMeasuredIsEstimatedInWholeMiB() throws {
        let alone = try #require(try usable("1g.10gb", on: Self.set(2)))
        // 88 % of 10,240 MiB are 9,011.2, of 82,944 MiB 72,990.72.
        #expect(alone.size == .mebibytes(9011))
        #expect(alone.basis == .estimated)
        #expect(alone.isEstimated)
        #expect(try usable("7g.81gb", on: catalogue.allGPUs)?.size == .mebibytes(72_990))
        #expect(try usable("3g.40gb", on: catalogue.allGPUs)?.isEstimated == false)
    }

    @Test func aProfileThatNoneOfTheGPUsCarriesHasNoMemory() throws {
        #expect(try usable("3g.40gb", on: Self.set(0, 2)) == nil)
        #expect(try usable("1g.10gb", on: .none) == nil)
    }

    @Test func entriesAreSmallestFirstAndKnowTheirCarriers() throws {
        #expect(catalogue.entries.map(\.profile.name) == ["1g.10gb", "1g.10gb+me", "3g.40gb", "7g.81gb"])
        #expect(catalogue.entries.map(\.index) == [0, 1, 2, 3])
        #expect(catalogue.entries.map(\.gpus) == [Self.set(0, 1, 2), Self.set(1), Self.set(1), Self.set(2)])
        #expect(catalogue.entries(on: Self.set(0)).map(\.profile.name) == ["1g.10gb"])
        #expect(catalogue.entries(on: Self.set(0, 2)).map(\.profile.name) == ["1g.10gb", "7g.81gb"])
        #expect(catalogue.models(in: Self.set(2, 0)).map(\.name) == ["Old", "Unmeasured"])
    }

    @Test func resourcesFindTheirProfileAlsoWhenShared() throws {
        let entry = try entry("1g.10gb+me")
        #expect(catalogue.entry(ofResource: "nvidia.com/mig-1g.10gb.me") == entry)
        #expect(catalogue.entry(ofResource: "nvidia.com/mig-1g.10gb.me.shared") == entry)
        #expect(catalogue.resourceName(of: entry) == "nvidia.com/mig-1g.10gb.me")
        for other in ["nvidia.com/mig-1g.10gb+me", "1g.10gb.me", "nvidia.com/mig-1g.10gb.shared.shared", ""] {
            #expect(catalogue.entry(ofResource: other) == nil, "\(other)")
        }
        #expect(catalogue.entry(of: try #require(MIGProfile(name: "2g.20gb"))) == nil)
    }

    @Test func aFormerNameFindsTodaysProfileAndIsNoneItself() throws {
        #expect(try entry("3g.39gb") == entry("3g.40gb"))
        #expect(catalogue.entry(ofResource: "nvidia.com/mig-3g.39gb")?.profile.name == "3g.40gb")
        #expect(catalogue.entry(ofResource: "nvidia.com/mig-3g.39gb.shared")?.profile.name == "3g.40gb")
        let nearest = catalogue.entry(spelledLike: "nvidia.com/mig-3g.38gb", on: catalogue.allGPUs)
        #expect(nearest?.profile.name == "3g.40gb")
        #expect(!catalogue.entries.contains { $0.profile.name == "3g.39gb" })
    }
}
