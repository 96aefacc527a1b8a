import MIG
import Testing

@Suite struct NearestProfileTests {
    private let catalogue = Catalogue.shipped

    private func nearest(_ resource: String, on product: String? = nil) throws -> String? {
        let set = try product.map { try #require(catalogue.gpus(named: $0)) } ?? catalogue.allGPUs
        return catalogue.entry(spelledLike: resource, on: set).map(catalogue.resourceName)
    }

    @Test(arguments: [
        ("nvidia.com/mig-3g.41gb", "nvidia.com/mig-3g.40gb"),
        ("nvidia.com/mig-3g-40GB", "nvidia.com/mig-3g.40gb"),
        ("nvidia.com/mig-3g.40g", "nvidia.com/mig-3g.40gb"),
        ("nvidia.com/mig-3g40gb", "nvidia.com/mig-3g.40gb"),
        ("nvidia.com/mig-1g.10gb+me", "nvidia.com/mig-1g.10gb.me"),
        ("nvidia.com/mig-1g.24gb.me-all", "nvidia.com/mig-1g.24gb.me.all"),
        ("3g.40", "nvidia.com/mig-3g.40gb"),
    ])
    func theProfileSpelledMostAlikeIsFound(resource: String, nearest: String) throws {
        #expect(try self.nearest(resource) == nearest)
    }

    @Test func onlyProfilesOfTheGivenGPUsAreProposed() throws {
        #expect(try nearest("nvidia.com/mig-3g.41gb", on: "H200") == "nvidia.com/mig-3g.71gb")
        #expect(try nearest("nvidia.com/mig-3g.20gb", on: "A30") == "nvidia.com/mig-4g.24gb")
    }

    @Test(arguments: ["nvidia.com/mig-", "nvidia.com/mig-large", "nvidia.com/mig-\u{1F4A9}", "nvidia.com/gpu"])
    func theCommonPrefixMakesNothingNear(resource: String) throws {
        #expect(try nearest(resource) == nil)
    }
}
