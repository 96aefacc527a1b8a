import FoundationEssentials

extension Catalogue {
    /// The catalogue of `catalogue.json`, which the build puts into the binary.
    package static let shipped: Catalogue = {
        do {
            return try Catalogue(json: PackageResources.catalogue_json)
        } catch {
            // The file is part of the build and a test reads it; a binary that cannot is not worth starting.
            preconditionFailure("the built-in MIG catalogue cannot be read: \(error)")
        }
    }()

    /// Reads a catalogue in the format of `catalogue.json`.
    package convenience init(json: [UInt8]) throws {
        let rows = try JSONDecoder().decode([GPURow].self, from: Data(json))
        self.init(gpus: try rows.map { try $0.model() })
    }
}

/// One GPU product of the file.
private struct GPURow: Decodable {
    let gpu: String
    let productLabels: [String]
    let pciDeviceIDs: [String]
    let memoryMiB: Int?
    let memorySlices: Int?
    let computeSlices: Int?
    let source: String
    let note: String?
    let profiles: [ProfileRow]

    func model() throws -> GPUModel {
        GPUModel(
            name: gpu,
            productLabels: productLabels,
            pciDeviceIDs: pciDeviceIDs,
            memory: memoryMiB.map(MemorySize.mebibytes),
            memorySlices: memorySlices,
            computeSlices: computeSlices,
            profiles: try profiles.map { try $0.facts(defaultSource: source) },
            source: source,
            note: note
        )
    }
}

/// One profile of a GPU product of the file.
private struct ProfileRow: Decodable {
    let name: String
    let seenMiB: [Int]
    let maxInstances: Int?
    let memorySlices: Int?
    let computeSlices: Int
    let starts: [Int]?
    let startsFrom: String?
    let source: String?

    func facts(defaultSource: String) throws -> SliceFacts {
        guard let profile = MIGProfile(name: name) else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "\(name) is no MIG profile"))
        }
        return SliceFacts(
            profile: profile,
            seen: seenMiB.sorted().map(MemorySize.mebibytes),
            maximumInstances: maxInstances,
            memorySlices: memorySlices,
            computeSlices: computeSlices,
            starts: starts ?? [],
            startsFrom: startsFrom,
            source: source ?? defaultSource
        )
    }
}
