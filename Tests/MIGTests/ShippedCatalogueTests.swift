import MIG
import Testing

extension GPUModel: CustomTestStringConvertible {
    package var testDescription: String { name }
}

@Suite struct ShippedCatalogueTests {
    @Test(arguments: [
        ("A100 80GB", "3g.40gb", 40_192),
        ("A100 80GB", "7g.80gb", 80_896),
        ("A100 40GB", "1g.5gb", 4_864),
        ("H100 80GB SXM", "3g.40gb", 40_320),
        ("H200 141GB", "1g.18gb", 16_384),
        ("H200 141GB", "3g.71gb", 71_168),
        ("B200 180GB", "1g.23gb", 20_992),
    ])
    func theSlicesThatPeopleRelyOnHaveTheirMeasuredMemory(gpu: String, profile: String, mebibytes: Int) throws {
        let model = try #require(Catalogue.shipped.gpus.first { $0.name == gpu })
        let facts = try #require(model.profiles.first { $0.profile.name == profile })
        #expect(facts.measured == .mebibytes(mebibytes))
    }

    @Test func namesLabelsAndDevicesBelongToOneProductEach() {
        let gpus = Catalogue.shipped.gpus
        for values in [gpus.map(\.name), gpus.flatMap(\.productLabels), gpus.flatMap(\.pciDeviceIDs)] {
            #expect(Set(values).count == values.count)
        }
    }

    @Test(arguments: Catalogue.shipped.gpus)
    func aProductCanBeFoundAndSaysWhereItsNumbersComeFrom(gpu: GPUModel) {
        #expect(!gpu.source.isEmpty)
        #expect(!gpu.profiles.isEmpty)
        #expect(!gpu.productLabels.isEmpty)
        for label in gpu.productLabels {
            // A value of a node label: at most 63 of these characters, as GPU feature discovery writes the driver's name.
            #expect(label.hasPrefix("NVIDIA-") && label.count <= 63, "\(label)")
            #expect(label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }, "\(label)")
        }
        for id in gpu.pciDeviceIDs {
            #expect(id.count == 6 && id.hasPrefix("0x") && id.dropFirst(2).allSatisfy(\.isHexDigit), "\(id)")
        }
        let profiles = gpu.profiles.map(\.profile)
        #expect(Set(profiles).count == profiles.count)
    }

    @Test func aFormerNameBelongsToOneProfileAndNoOtherBearsItToday() {
        let catalogue = Catalogue.shipped
        for gpu in catalogue.gpus {
            for name in gpu.formerNames {
                #expect(gpu.profiles.contains { $0.profile == name.current }, "\(gpu.name): \(name.former)")
                #expect(!catalogue.entries.contains { $0.profile == name.former }, "\(gpu.name): \(name.former)")
            }
        }
        let all = catalogue.gpus.flatMap(\.formerNames)
        #expect(Set(all.map(\.former)).count == all.count)
        #expect(all.count == 7)
    }

    @Test(arguments: Catalogue.shipped.gpus)
    func sizesSeenAreSmallerThanTheNameSaysAndWhatTheDriverHandsOut(gpu: GPUModel) {
        for facts in gpu.profiles {
            #expect(!facts.source.isEmpty, "\(facts.profile)")
            #expect(MIGProfile(name: facts.profile.name) == facts.profile)
            #expect(facts.seen == Set(facts.seen).sorted(), "\(facts.profile)")
            for size in facts.seen {
                #expect(size <= facts.profile.nominal, "\(facts.profile)")
                // The driver hands memory out in units of 64 MiB.
                #expect(size.bytes % (64 << 20) == 0, "\(facts.profile)")
            }
            if let whole = gpu.memory, let largest = facts.seen.last, let instances = facts.maximumInstances {
                #expect(largest.bytes * Int64(instances) <= whole.bytes, "\(facts.profile)")
            }
        }
    }

    @Test(arguments: Catalogue.shipped.gpus)
    func slicesLieWithinTheGPU(gpu: GPUModel) {
        for facts in gpu.profiles {
            #expect(facts.computeSlices == facts.profile.computeSlices, "\(facts.profile)")
            #expect((facts.startsFrom == nil) == facts.starts.isEmpty, "\(facts.profile)")
            #expect(facts.starts == Set(facts.starts).sorted(), "\(facts.profile)")
            guard let computeSlices = gpu.computeSlices, let memorySlices = gpu.memorySlices else {
                #expect(facts.starts.isEmpty, "\(facts.profile) starts on a GPU of which the slices are unknown")
                continue
            }
            #expect(facts.computeSlices <= computeSlices, "\(facts.profile)")
            let taken = facts.memorySlices ?? 0
            #expect((1...memorySlices).contains(taken), "\(facts.profile)")
            #expect(facts.starts.allSatisfy { $0 >= 0 && $0 + taken <= memorySlices }, "\(facts.profile)")
        }
    }

    @Test(arguments: Catalogue.shipped.gpus)
    func asManyInstancesAreHeldAsHavePlaces(gpu: GPUModel) throws {
        for facts in gpu.profiles where !facts.starts.isEmpty {
            let memorySlices = try #require(facts.memorySlices)
            var free = 0
            var places = 0
            for start in facts.starts where start >= free {
                places += 1
                free = start + memorySlices
            }
            switch facts.profile.attribute {
            // There is one set of media engines to take.
            case .mediaEngines, .allMediaEngines: #expect(facts.maximumInstances == 1, "\(facts.profile)")
            default: #expect(facts.maximumInstances == places, "\(facts.profile)")
            }
        }
    }

    @Test func theEstimateForUnmeasuredSlicesIsBelowAllMeasuredButOne() {
        let exceptions = Catalogue.shipped.gpus.flatMap { gpu in
            gpu.profiles.compactMap { facts in
                facts.measured.flatMap {
                    $0.bytes * 100 < facts.profile.nominal.bytes * 88 ? "\(gpu.name) \(facts.profile)" : nil
                }
            }
        }
        #expect(exceptions == ["GB200 186GB 1g.23gb", "GB200 186GB 1g.23gb+me"])
    }
}
