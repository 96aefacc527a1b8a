import MIG
import Testing

@Suite struct CatalogueFileTests {
    @Test func everyLineOfABlockIsRead() throws {
        let catalogue = try Catalogue(
            text: """
                # A comment, and an empty line.

                gpu      H200 141GB
                labels   NVIDIA-H200 NVIDIA-H200-NVL
                pci      0x2335 0x233B
                memory   143771
                slices   8 7
                source   NVML on an H200
                note     Two sizes.
                former   3g.70gb 3g.71gb
                profile  3g.71gb  2 4 3  0,4  capture  71424,71168
                profile  1g.18gb+me  - - 1  -  -  -  source names only

                gpu      Next
                """
        )
        try #require(catalogue.gpus.map(\.name) == ["H200 141GB", "Next"])
        let gpu = catalogue.gpus[0]
        #expect(gpu.productLabels == ["NVIDIA-H200", "NVIDIA-H200-NVL"])
        #expect(gpu.pciDeviceIDs == ["0x2335", "0x233B"])
        #expect(gpu.memory == .mebibytes(143_771))
        #expect(gpu.memorySlices == 8)
        #expect(gpu.computeSlices == 7)
        #expect(gpu.source == "NVML on an H200")
        #expect(gpu.note == "Two sizes.")
        #expect(gpu.formerNames.map { "\($0.former.name) \($0.current.name)" } == ["3g.70gb 3g.71gb"])
        try #require(gpu.profiles.map(\.profile.name) == ["3g.71gb", "1g.18gb+me"])
        let measured = gpu.profiles[0]
        #expect(measured.maximumInstances == 2)
        #expect(measured.memorySlices == 4)
        #expect(measured.computeSlices == 3)
        #expect(measured.starts == [0, 4])
        #expect(measured.startsFrom == .capture)
        #expect(measured.seen == [.mebibytes(71_168), .mebibytes(71_424)])
        #expect(measured.measured == .mebibytes(71_168))
        #expect(measured.source == "NVML on an H200")
        let unknown = gpu.profiles[1]
        #expect(unknown.maximumInstances == nil)
        #expect(unknown.memorySlices == nil)
        #expect(unknown.starts.isEmpty)
        #expect(unknown.startsFrom == nil)
        #expect(unknown.seen.isEmpty)
        #expect(unknown.measured == nil)
        #expect(unknown.source == "names only")
    }

    @Test func whatABlockLeavesOutIsUnknown() throws {
        let gpu = try #require(try Catalogue(text: "gpu X\nmemory -\nslices - -").gpus.first)
        #expect(gpu.productLabels.isEmpty)
        #expect(gpu.memory == nil)
        #expect(gpu.memorySlices == nil)
        #expect(gpu.computeSlices == nil)
        #expect(gpu.source == "")
        #expect(gpu.note == nil)
        #expect(try Catalogue(text: "").gpus.isEmpty)
    }

    @Test(arguments: [
        ("\nlabels A B", #"line 2: "A B" stands before the first gpu"#),
        ("gpu X\ncolour red", #"line 2: "red" stands behind the unknown word colour"#),
        ("gpu X\nmemory", #"line 2: "" is too short"#),
        ("gpu X\nmemory 40GB", #"line 2: "40GB" has 40GB where a number belongs"#),
        ("gpu X\nmemory -5", #"line 2: "-5" has -5 where a number belongs"#),
        ("gpu X\n# y\nslices 8", #"line 3: "8" is too short"#),
        ("gpu X\nformer 3g.39gb", #"line 2: "3g.39gb" is too short"#),
        ("gpu X\nformer 3g.39gb new", #"line 2: "3g.39gb new" begins with no MIG profile"#),
        ("gpu X\nprofile", #"line 2: "" is too short"#),
        ("gpu X\nprofile 1g.10 7 1 1 0 die -", #"line 2: "1g.10 7 1 1 0 die -" begins with no MIG profile"#),
        ("gpu X\nprofile 1g.10gb x 1 1 0 die -", #"line 2: "1g.10gb x 1 1 0 die -" has x where a number belongs"#),
        ("gpu X\nprofile 1g.10gb 7 1 - 0 die -", #"line 2: "1g.10gb 7 1 - 0 die -" has no compute slices"#),
        (
            "gpu X\nprofile 1g.10gb 7 1 1 0,a die -",
            #"line 2: "1g.10gb 7 1 1 0,a die -" has 0,a where numbers belong"#
        ),
        ("gpu X\nprofile 1g.10gb 7 1 1 0 die", #"line 2: "1g.10gb 7 1 1 0 die" is too short"#),
        (
            "gpu X\nprofile 1g.10gb 7 1 1 0 die 1 GiB",
            #"line 2: "1g.10gb 7 1 1 0 die 1 GiB" has GiB where the line should end"#
        ),
    ])
    func anErrorNamesTheLineAndWhatStandsThere(text: String, error: String) {
        let thrown = #expect(throws: CatalogueError.self) { try Catalogue(text: text) }
        #expect(thrown?.description == error)
    }
}
