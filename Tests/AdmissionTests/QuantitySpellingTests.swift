import Kubernetes
import MIG
import Testing

@testable import Admission

@Suite struct QuantitySpellingTests {
    @Test(arguments: [
        ("40GiB", "40Gi"), ("40gib", "40Gi"), ("40GB", "40G"), ("40 gb", "40G"), ("40gi", "40Gi"), ("40g", "40G"),
        ("1.5 TiB", "1.5Ti"), ("1tb", "1T"), ("512MB", "512M"), ("512mib", "512Mi"), ("512m", "512M"), ("8kb", "8k"),
        ("8kib", "8Ki"), ("100 bytes", "100"), ("100B", "100"), (".5gb", ".5G"),
    ])
    func whatPeopleSayIsUnderstood(text: String, quantity: String) {
        #expect(QuantitySpelling.likely(text) == quantity)
    }

    @Test(arguments: ["", "gb", "abc", "-1GiB", "40", "1.2.3GB", "40 GB/s", "４０GB", "40GBGB"])
    func nothingIsMadeUp(text: String) {
        #expect(QuantitySpelling.likely(text) == nil)
    }

    @Test(arguments: [0, 1, 1 << 20, 5 << 28, 41_875_931_135, 16_500 << 20, .max] as [Int64])
    func aPrintedSizeReadsBackAsTheSameAmount(bytes: Int64) throws {
        let quantity = try #require(Quantity("\(MemorySize(bytes: bytes))"))
        #expect(quantity.magnitude == bytes)
        #expect(quantity.isWhole)
    }
}
