import Admission
import MIG
import Testing

/// Limits that the policy fixes in place of the formula.
@Suite struct FixedLimitTests {
    private func cause(_ yaml: String, _ size: String, _ profile: String, on product: String? = nil) throws -> String? {
        let pod = Pod(size: size, product: product, ["nvidia.com/mig-\(profile)": "1"])
        let entries = try pod.review.verdict(under: Policy(yaml: yaml)).entries
        guard let message = entries.first?.finding.message else { return nil }
        return message.split(separator: ": limit ").last?.split(separator: "; ").first.map(String.init)
    }

    /// Neither headroom nor reserve is taken off.
    @Test(arguments: [("20Gi", "21Gi", "19.99Gi"), ("39.25Gi", "40Gi", "39.24Gi"), ("1", "1Gi", "0")])
    func itStandsInPlaceOfTheFormula(limit: String, tooLarge: String, fits: String) throws {
        let yaml = "headroom: {default: 30Gi}\nreserve: 30Gi\nlimits: {3g.40gb: \(limit)}"
        #expect(try cause(yaml, tooLarge, "3g.40gb") == "\(limit) (fixed by the policy)")
        #expect(try cause(yaml, fits, "3g.40gb") == nil)
        let policy = try Policy(yaml: yaml)
        #expect(
            try Pod(size: limit, ["nvidia.com/mig-3g.40gb": "1"]).finding(policy).message.contains(
                "not below limit \(limit) (fixed by the policy)"
            )
        )
    }

    /// An H200's slice has 16 GiB, a GH200's 17.5.
    @Test(
        arguments: [
            ("NVIDIA-GH200-144G-HBM3e", "17Gi (fixed by the policy)"),
            ("NVIDIA-H200", "16Gi (16Gi usable on H200 141GB, less than the policy's 17Gi)"),
            // Whoever may land on either has what the smaller gives.
            (nil, "16Gi (16Gi usable on H200 141GB, less than the policy's 17Gi)"),
        ] as [(String?, String)]
    )
    func noSliceHasMoreThanItHas(product: String?, cause: String) throws {
        #expect(try self.cause("limits: {1g.18gb: 17Gi}", "18Gi", "1g.18gb", on: product) == cause)
    }

    @Test func whatHasNotBeenMeasuredIsCappedAtTheEstimate() throws {
        let yaml = "limits: {1g.18gb: 17Gi}"
        #expect(
            try cause(yaml, "18Gi", "1g.18gb", on: "NVIDIA-H20-3e")
                == "16220Mi (16220Mi usable (estimated), less than the policy's 17Gi)"
        )
    }

    @Test func aFormerNameMeansTheSameProfile() throws {
        for (key, profile) in [("3g.39gb", "3g.40gb"), ("3g.40gb", "3g.39gb"), ("3g.39gb", "3g.39gb")] {
            #expect(try cause("limits: {\(key): 20Gi}", "30Gi", profile) == "20Gi (fixed by the policy)")
        }
        #expect(try cause("limits: {3g.39gb: 20Gi}", "30Gi", "4g.40gb") == nil)
    }

    /// What is proposed to somebody must hold by the limits that are fixed.
    @Test func theWayOutKnowsIt() throws {
        let policy = try Policy(yaml: "gpus: [A100 80GB]\nlimits: {4g.40gb: 1Gi, 7g.80gb: 60Gi}")
        #expect(
            try Pod(size: "39Gi", ["nvidia.com/mig-3g.40gb": "1"]).message(policy) == """
                container "llm": model of 39Gi does not fit nvidia.com/mig-3g.40gb: not below limit 39Gi (40Gi nominal - \
                1Gi headroom); smallest slice that fits: nvidia.com/mig-7g.80gb (limit 60Gi)
                """
        )
    }
}
