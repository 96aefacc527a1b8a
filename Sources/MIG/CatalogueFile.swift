extension Catalogue {
    /// The catalogue of `catalogue.txt`, which the build puts into the binary.
    package static let shipped: Catalogue = {
        do throws(CatalogueError) {
            return try Catalogue(text: String(decoding: PackageResources.catalogue_txt, as: UTF8.self))
        } catch {
            // The file is part of the build and a test reads it; a binary that cannot is not worth starting.
            preconditionFailure("the built-in MIG catalogue cannot be read: \(error)")
        }
    }()

    /// Reads a catalogue in the format that `catalogue.txt` describes.
    package convenience init(text: String) throws(CatalogueError) {
        var blocks: [Block] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(separator: " ")
            guard let keyword = words.first, !keyword.hasPrefix("#") else { continue }
            let row = Row(line: index + 1, text: words.dropFirst().joined(separator: " "), words: words.dropFirst())
            if keyword == "gpu" {
                blocks.append(Block(name: row.text))
            } else if blocks.isEmpty {
                throw row.error("stands before the first gpu")
            } else {
                try blocks[blocks.count - 1].read(keyword, row)
            }
        }
        self.init(gpus: blocks.map(\.model))
    }
}

/// What is wrong with the text of a catalogue.
package struct CatalogueError: Error, Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let message: String

    package var description: String { "line \(line): \(message)" }
}

/// The words of one line behind its keyword.
private struct Row {
    let line: Int
    let text: String
    /// Those that nobody has taken yet.
    var words: ArraySlice<Substring>

    func error(_ message: String) -> CatalogueError {
        CatalogueError(line: line, message: "\"\(text)\" \(message)")
    }

    /// Takes the next word.
    mutating func word() throws(CatalogueError) -> Substring {
        guard let word = words.popFirst() else { throw error("is too short") }
        return word
    }

    /// Takes the next word as a number; nil if it is unknown.
    mutating func number() throws(CatalogueError) -> Int? {
        let word = try word()
        if word == "-" {
            return nil
        }
        guard let number = Int(word), number >= 0 else { throw error("has \(word) where a number belongs") }
        return number
    }

    /// Takes the next word as numbers with commas between; none if they are unknown.
    mutating func numbers() throws(CatalogueError) -> [Int] {
        let word = try word()
        if word == "-" {
            return []
        }
        let numbers = word.split(separator: ",").compactMap { Int($0) }
        guard numbers.count == word.split(separator: ",").count else {
            throw error("has \(word) where numbers belong")
        }
        return numbers
    }
}

/// One GPU product as it is read.
private struct Block {
    let name: String
    private var labels: [String] = []
    private var deviceIDs: [String] = []
    private var memory: MemorySize?
    private var memorySlices: Int?
    private var computeSlices: Int?
    private var source = ""
    private var note: String?
    private var profiles: [SliceFacts] = []
    private var formerNames: [FormerName] = []

    init(name: String) {
        self.name = name
    }

    var model: GPUModel {
        GPUModel(
            name: name,
            productLabels: labels,
            pciDeviceIDs: deviceIDs,
            memory: memory,
            memorySlices: memorySlices,
            computeSlices: computeSlices,
            profiles: profiles,
            formerNames: formerNames,
            source: source,
            note: note
        )
    }

    mutating func read(_ keyword: Substring, _ row: Row) throws(CatalogueError) {
        var row = row
        switch keyword {
        case "labels": labels = row.words.map(String.init)
        case "pci": deviceIDs = row.words.map(String.init)
        case "memory": memory = try row.number().map(MemorySize.mebibytes)
        case "slices":
            memorySlices = try row.number()
            computeSlices = try row.number()
        case "source": source = row.text
        case "note": note = row.text
        case "profile": profiles.append(try facts(row))
        case "former": formerNames.append(FormerName(former: try profile(&row), current: try profile(&row)))
        default: throw row.error("stands behind the unknown word \(keyword)")
        }
    }

    private func profile(_ row: inout Row) throws(CatalogueError) -> MIGProfile {
        guard let profile = MIGProfile(name: try row.word()) else { throw row.error("begins with no MIG profile") }
        return profile
    }

    private func facts(_ row: Row) throws(CatalogueError) -> SliceFacts {
        var row = row
        let profile = try profile(&row)
        let instances = try row.number()
        let memorySlices = try row.number()
        guard let computeSlices = try row.number() else { throw row.error("has no compute slices") }
        let starts = try row.numbers()
        let origin = try row.word()
        let seen = try row.numbers()
        let hasSource = row.words.first == "source"
        if let rest = row.words.first, !hasSource {
            throw row.error("has \(rest) where the line should end")
        }
        return SliceFacts(
            profile: profile,
            seen: seen.sorted().map(MemorySize.mebibytes),
            maximumInstances: instances,
            memorySlices: memorySlices,
            computeSlices: computeSlices,
            starts: starts,
            startsFrom: PlacementOrigin(rawValue: String(origin)),
            source: hasSource ? row.words.dropFirst().joined(separator: " ") : source
        )
    }
}
