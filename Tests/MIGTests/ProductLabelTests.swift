import MIG
import Testing

@Suite struct ProductLabelTests {
    private let catalogue = Catalogue.shipped

    private func names(_ set: GPUSet?) -> [String]? {
        set.map { catalogue.models(in: $0).map(\.name) }
    }

    @Test(arguments: [
        ("NVIDIA-A100-SXM4-80GB", "A100 80GB"),
        ("NVIDIA-A100-SXM4-80GB-SHARED", "A100 80GB"),
        ("NVIDIA-A100-SXM4-80GB-MIG-1g.10gb", "A100 80GB"),
        ("NVIDIA-A100-SXM4-80GB-MIG-1g.10gb-SHARED", "A100 80GB"),
        ("NVIDIA-A100-SXM4-80GB-SHARED-MIG-1g.10gb", "A100 80GB"),
        ("NVIDIA-H100-80GB-HBM3-MIG-INVALID", "H100 80GB SXM"),
        ("A100-SXM4-40GB", "A100 40GB"),
        ("A100-SXM4-40GB-MIG-1g.5gb", "A100 40GB"),
        ("NVIDIA-H200-NVL", "H200 141GB"),
        ("NVIDIA-GH200-480GB", "GH200 96GB"),
    ])
    func aNodeLabelIsUnderstoodWhateverDiscoveryAddsToIt(label: String, product: String) {
        #expect(names(catalogue.gpus(labelled: label)) == [product])
    }

    @Test(arguments: [
        "", "NVIDIA-", "A100", "NVIDIA-A100", "nvidia-a100-sxm4-80gb", "NVIDIA-A100-SXM4-80GB-", "NVIDIA-H200-MIG",
        "NVIDIA-L40S", "XNVIDIA-H200", "NVIDIA-H200-SHARED-SHARED",
    ])
    func anyOtherLabelIsUnknown(label: String) {
        #expect(catalogue.gpus(labelled: label) == nil)
    }

    @Test(arguments: [
        ("A100", ["A100 40GB", "A100 80GB"]),
        ("a100 80gb", ["A100 80GB"]),
        ("A100-80GB", ["A100 80GB"]),
        ("H200", ["H200 141GB"]),
        ("h100 nvl", ["H100 NVL 94GB"]),
        ("H800", ["H100 80GB SXM", "H100 80GB PCIe", "H100 NVL 94GB"]),
        ("GH200", ["GH200 96GB", "GH200 144GB"]),
        ("rtx pro 6000", ["RTX PRO 6000 Blackwell 96GB"]),
        ("Max-Q", ["RTX PRO 6000 Blackwell 96GB"]),
    ])
    func peopleNameProductsByWholeWords(text: String, products: [String]) {
        #expect(names(catalogue.gpus(named: text)) == products)
    }

    @Test(arguments: ["", " - ", "A10", "100", "H20 0", "80GB A100", "B100"])
    func whatIsNoWordOfAProductNamesNone(text: String) {
        #expect(catalogue.gpus(named: text) == nil)
    }
}
