import MIG
import TestSupport
import Testing

@testable import Admission

/// The manual has every key as it is, and its examples work.
@Suite struct PolicyManualTests {
    @Test func everyKeyHasAHeadingWithItsStandardValue() throws {
        let headings = try Manual.read().headings
        #expect(headings.map(\.path).sorted() == PolicyReference.places.map(\.path).sorted())
        for place in PolicyReference.places {
            let type = headings.first { $0.path == place.path }?.type
            #expect(type == "*\(place.key.shape); \(place.key.standard)*", "\(place.path)")
        }
    }

    @Test func everyExampleIsAPolicy() throws {
        let policies = try Manual.read().policies
        #expect(policies.count > 15)
        for policy in policies {
            #expect(throws: Never.self, "docs/policy.md:\(policy.line)") {
                try PolicySettings(yaml: policy.text, file: "docs/policy.md")
            }
        }
    }

    @Test func theConfigMapHoldsAPolicy() throws {
        let maps = try Manual.read().yaml.filter { $0.text.contains("kind: ConfigMap") }
        #expect(maps.count == 1)
        for map in maps {
            #expect(try PolicyManifest.policies(in: map.text, file: "docs/policy.md").count == 1)
        }
    }

    @Test func theWorkedExampleIsRight() throws {
        let general = Policy(.standard).general
        let rows = try Repository.text("docs/policy.md").split(separator: "\n").filter { $0.contains("gb` on an ") }
        #expect(rows.count == 3)
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingPrefix { $0 == " " } }
            let slice = cells[0].split(separator: "`", maxSplits: 1)
            let profile = try #require(MIGProfile(name: slice[0]))
            let gpu = slice[1].dropFirst(" on an ".count).reversed().drop { $0 == " " }.reversed()
            let entry = try #require(general.catalogue.entry(of: profile))
            let gpus = try #require(general.catalogue.gpus(named: String(gpu)))
            let limit = try #require(general.limit(of: entry, on: gpus))
            #expect(cells[3].hasPrefix("\(limit.size) "), "\(row)")
            #expect(cells[1].hasSuffix("= \(entry.nominal.minus(.gibibytes(1))) "), "\(row)")
        }
    }

    /// Whatever looks like the path of a key is one.
    @Test func everyKeyThatIsMentionedExists() throws {
        let known = Set(PolicyReference.places.map(\.path))
        let mentioned = try Manual.read().code.filter { code in
            let names = code.replacing("[]", with: "").split(separator: ".", omittingEmptySubsequences: false)
            return names.count > 1 && names[0].first?.isNumber == false
                && names.allSatisfy { name in !name.isEmpty && name.allSatisfy { $0.isASCII && $0.isLetter } }
                && !["yaml", "yml", "json", "md"].contains(names.last)
                && !["spec", "metadata", "serving"].contains(names[0])
        }
        #expect(mentioned.count > 40)
        #expect(mentioned.filter { !known.contains($0) } == [])
    }
}
