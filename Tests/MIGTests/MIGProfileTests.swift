import MIG
import Testing

@Suite struct MIGProfileTests {
    @Test(arguments: [
        ("1g.5gb", 1, 5, nil),
        ("3g.40gb", 3, 40, nil),
        ("7g.141gb", 7, 141, nil),
        ("1g.0gb", 1, 0, nil),
        ("1g.10gb+me", 1, 10, MIGProfile.Attribute.mediaEngines),
        ("1g.24gb+me.all", 1, 24, .allMediaEngines),
        ("4g.96gb+gfx", 4, 96, .graphics),
        ("2g.48gb-me", 2, 48, .noMediaEngines),
    ])
    func aNameIsReadAndWrittenBack(
        name: String,
        computeSlices: Int,
        nominalGiB: Int,
        attribute: MIGProfile.Attribute?
    ) throws {
        let profile = try #require(MIGProfile(name: name))
        #expect(profile.computeSlices == computeSlices)
        #expect(profile.nominalGiB == nominalGiB)
        #expect(profile.nominal == .gibibytes(nominalGiB))
        #expect(profile.attribute == attribute)
        #expect(profile.name == name)
        #expect("\(profile)" == name)
    }

    @Test(arguments: [
        "", "g", "3g", "3g.", "3g.40", "3g.40g", "g.40gb", "3g.gb", "3.40gb", "3gx40gb", "3g-40gb", "3g..40gb",
        "3G.40gb", "3g.40GB", "3g.40gB", "3g.40Gi", "3g.4 0gb", " 3g.40gb", "3g.40gb ", "3g.40gb\n",
        "03g.40gb", "3g.040gb", "00g.40gb", "+3g.40gb", "-3g.40gb", "3g.-40gb", "3g.+40gb", "3g.4.5gb",
        "1234g.40gb", "3g.1234gb", "3g.99999999999999999999gb", "٣g.40gb", "3g.4０gb", "3g.40gb\u{301}",
        "3g.40gb+", "3g.40gb-", "3g.40gb+ME", "3g.40gb+me.", "3g.40gb+me.al", "3g.40gb+me+gfx", "3g.40gb-gfx",
        "3g.40gb.me", "1g.10gb.shared", "1c.3g.40gb", "mig-3g.40gb", "all-1g.10gb", "nvidia.com/mig-3g.40gb",
    ])
    func whatNoDriverWritesIsRefused(text: String) {
        #expect(MIGProfile(name: text) == nil)
    }

    @Test(arguments: [
        ("3g.40gb", "nvidia.com/mig-3g.40gb"),
        ("1g.10gb+me", "nvidia.com/mig-1g.10gb.me"),
        ("1g.24gb+me.all", "nvidia.com/mig-1g.24gb.me.all"),
        ("1g.24gb+gfx", "nvidia.com/mig-1g.24gb.gfx"),
        ("1g.24gb-me", "nvidia.com/mig-1g.24gb-me"),
    ])
    func theResourceIsNamedAsTheDevicePluginNamesIt(name: String, resource: String) throws {
        let profile = try #require(MIGProfile(name: name))
        #expect(profile.resourceName == resource)
        #expect(profile.sharedResourceName == "\(resource).shared")
    }

    @Test(arguments: [
        ("nvidia.com/mig-3g.40gb", true),
        ("nvidia.com/mig-", true),
        ("nvidia.com/mig-nonsense", true),
        ("nvidia.com/gpu", false),
        ("nvidia.com/mig", false),
        ("nvidia.com/MIG-3g.40gb", false),
        ("amd.com/mig-3g.40gb", false),
        ("requests.nvidia.com/mig-3g.40gb", false),
    ])
    func aResourceMeansASliceByItsPrefix(name: String, meansSlice: Bool) {
        #expect(MIGProfile.isResource(name) == meansSlice)
    }

    @Test func profilesAreOrderedByMemoryThenComputeThenAttribute() {
        let ordered = [
            "1g.5gb", "1g.10gb", "1g.10gb+me", "2g.10gb", "1g.24gb", "1g.24gb-me", "1g.24gb+me", "1g.24gb+gfx",
            "1g.24gb+me.all", "3g.40gb", "4g.40gb", "7g.80gb",
        ]
        #expect(ordered.reversed().compactMap { MIGProfile(name: $0) }.sorted().map(\.name) == ordered)
    }
}
