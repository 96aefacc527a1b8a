import Admission
import Foundation
import Kubernetes
import MIG

/// The catalogue as people and programs read it: what each slice has, and how large a model may be under a policy.
package struct ProfileListing {
    private let rows: [Row]
    private let models: [GPUModel]

    /// - Parameters:
    ///   - policyFile: the policy whose limits are shown, nil for the standard policy.
    ///   - gpu: a product label or words of a product's name; nil shows the policy's GPUs.
    /// - Throws: `ConfigurationError` for a policy that cannot be used and a GPU that nobody knows.
    package init(policyFile: String?, gpu: String?) throws(ConfigurationError) {
        let policy = try Policy.load(policyFile)
        let catalogue = policy.catalogue
        var gpus = policy.general.defaultGPUs
        if let gpu {
            guard let named = catalogue.gpus(labelled: gpu) ?? catalogue.gpus(named: gpu) else {
                let known = catalogue.gpus.map(\.name).joined(separator: ", ")
                throw ConfigurationError("no GPU is called \(gpu.quoted); known are \(known)")
            }
            gpus = named
        }
        models = catalogue.models(in: gpus)
        rows = catalogue.gpus.indices.filter(gpus.contains).flatMap { index in
            catalogue.gpus[index].profiles.map { Row($0, gpu: index, policy) }
        }
    }

    /// One profile of one GPU product.
    private struct Row: Encodable {
        let gpu: String
        let profile: String
        /// What earlier drivers call it.
        let formerName: String?
        let resource: String
        let nominal: String
        let usable: String?
        /// `measured` or `estimated`.
        let basis: String
        let limit: String?
        let maximumInstances: Int?
        let memorySlices: Int?
        let computeSlices: Int
        let starts: [Int]
        let startsFrom: String?
        let seenMiB: [Int64]
        let source: String

        init(_ facts: SliceFacts, gpu index: Int, _ policy: Policy) {
            var alone = GPUSet.none
            alone.insert(index)
            let entry = policy.catalogue.entry(of: facts.profile)
            let usable = entry.flatMap { policy.catalogue.usableMemory(of: $0, on: alone) }
            gpu = policy.catalogue.gpus[index].name
            profile = facts.profile.name
            let former = policy.catalogue.gpus[index].formerNames.first { $0.current == facts.profile }
            formerName = former?.former.name
            resource = facts.profile.resourceName
            nominal = facts.profile.nominal.description
            self.usable = usable?.size.description
            basis = usable?.isEstimated == true ? "estimated" : "measured"
            limit = entry.flatMap { policy.general.limit(of: $0, on: alone) }?.size.description
            maximumInstances = facts.maximumInstances
            memorySlices = facts.memorySlices
            computeSlices = facts.computeSlices
            starts = facts.starts
            startsFrom = facts.startsFrom?.rawValue
            seenMiB = facts.seen.map { $0.bytes >> 20 }
            source = facts.source
        }
    }
}

// MARK: - For people

extension ProfileListing {
    /// An aligned table, and below it where the numbers come from.
    package var table: String {
        let header = ["GPU", "PROFILE", "NOMINAL", "USABLE", "", "LIMIT", "PER GPU", "MEMORY", "COMPUTE"]
        let cells = rows.map { row in
            [
                row.gpu, row.profile, row.nominal, row.usable ?? "-", row.basis == "estimated" ? row.basis : "",
                row.limit ?? "-", Self.text(row.maximumInstances), Self.text(row.memorySlices), "\(row.computeSlices)",
            ]
        }
        let lines = TextTable.lines([header] + cells) + ["", "Sources"] + models.map(Self.source(of:))
        return lines.joined(separator: "\n")
    }

    private static func source(of model: GPUModel) -> String {
        var sentences = ["\(model.name): \(model.source)"]
        if let note = model.note {
            sentences.append(note.hasSuffix(".") ? String(note.dropLast()) : note)
        }
        if !model.formerNames.isEmpty {
            let names = model.formerNames.map { "\($0.former.name) is \($0.current.name)" }
            sentences.append("Former names: \(names.joined(separator: ", "))")
        }
        return sentences.joined(separator: ". ") + (sentences.count > 1 ? "." : "")
    }

    private static func text(_ number: Int?) -> String {
        number.map { "\($0)" } ?? "-"
    }
}

// MARK: - For programs

extension ProfileListing {
    /// A JSON array with an object for each profile of each GPU product; unknown values are left out.
    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(rows), as: UTF8.self)
        }
    }
}
