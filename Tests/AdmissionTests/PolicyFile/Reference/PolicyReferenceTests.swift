import Foundation
import TestSupport
import Testing
import Yams

@testable import Admission

/// The table of keys and the reader know the same keys, the same types and the same standard values.
@Suite struct PolicyReferenceTests {
    /// A mapping of the table: where it stands, and the keys that it has.
    struct Mapping: CustomTestStringConvertible {
        let path: String
        let keys: [PolicyKey]

        var testDescription: String { path.isEmpty ? "the root" : path }

        static let all: [Mapping] =
            [Mapping(path: "", keys: PolicyReference.keys)]
            + PolicyReference.places.flatMap { place in mappings(in: place.key.shape, at: place.path) }

        /// Those that stand at a key itself; those below have places of their own.
        private static func mappings(in shape: PolicyShape, at path: String) -> [Mapping] {
            switch shape {
            case .fields(let keys, _): [Mapping(path: path, keys: keys)]
            case .list(let element): mappings(in: element, at: "\(path)[]")
            case .byProfile, .labels, .value: []
            }
        }
    }

    /// A policy of one line that has `value` at `path`.
    private func policy(_ value: String, at path: String) -> String {
        guard !path.isEmpty else { return value }
        return path.split(separator: ".").reversed().reduce(value) { inner, name in
            name.hasSuffix("[]") ? "{\(name.dropLast(2)): [\(inner)]}" : "{\(name): \(inner)}"
        }
    }

    private func problems(_ yaml: String) -> [String] {
        do throws(SettingsProblems) {
            _ = try PolicySettings(yaml: yaml, file: "policy.yaml")
            return []
        } catch {
            return error.problems.map(\.message)
        }
    }

    @Test(arguments: Mapping.all)
    func theReaderKnowsTheSameKeys(mapping: Mapping) throws {
        // So far from every name that none is proposed.
        let yaml = policy("{\(String(repeating: "q", count: 60)): 1}", at: mapping.path)
        let known = problems(yaml).compactMap { problem in
            problem.range(of: "known are ").map { String(problem[$0.upperBound...]) }
        }
        #expect(Set(try #require(known.first).components(separatedBy: ", ")) == Set(mapping.keys.map(\.name)))
        #expect(known.count == 1)
    }

    @Test(arguments: PolicyReference.places)
    func theReaderWantsTheSameType(place: PolicyReference.Place) {
        let (wrong, answer) =
            switch place.key.shape {
            case .fields, .byProfile, .labels: ("[x]", "here stands a list, not a mapping of keys to values")
            case .list: ("{x: y}", "here stands a mapping, not a list; write […]")
            case .value: ("{x: y}", "here stands a mapping, not a single value")
            }
        #expect(problems(policy(wrong, at: place.path)).contains(answer))
    }

    @Test(arguments: PolicyReference.keys)
    func aStandardValueIsWhatCountsWithoutIt(key: PolicyKey) throws {
        let yaml = try #require(key.standardYAML)
        #expect(try PolicySettings(yaml: "\(key.name): \(yaml)", file: "policy.yaml") == .standard)
    }

    /// Keys of rules and rows, each written at its standard value into one that lacks it.
    @Test(arguments: [
        ("namespaces", "names: [a]"), ("namespaces", "objectSelector: {matchLabels: {a: b}}"),
        ("namespaces", "objectSelector: {matchExpressions: [{key: a, operator: Exists}]}"),
        ("workloads", "group: g, kind: K, podSpecs: [spec]"),
        ("workloads", "group: g, kind: K, podTemplates: [template]"),
    ])
    func aStandardValueOfAnElementIsWhatCountsWithoutIt(list: String, element: String) throws {
        let bare = try PolicySettings(yaml: "\(list): [{\(element)}]", file: "policy.yaml")
        for place in PolicyReference.places where place.path.hasPrefix("\(list)[].") {
            let name = place.key.name
            guard !place.path.dropFirst(list.count + 3).contains("."), !element.contains("\(name):"),
                let yaml = place.key.standardYAML
            else { continue }
            let full = try PolicySettings(yaml: "\(list): [{\(element), \(name): \(yaml)}]", file: "policy.yaml")
            #expect(full == bare, "\(place.path)")
        }
    }

    @Test func theShippedFileHasTheStandardValues() throws {
        let file = try #require(try Yams.compose(yaml: Repository.text("manifests/policy.yaml"), .basic)?.mapping)
        #expect(file.keys.map(\.string) == PolicyReference.keys.map(\.name))
        for key in PolicyReference.keys {
            let yaml = try #require(key.standardYAML)
            #expect(file[Node(key.name, Tag(.implicit))] == (try Yams.compose(yaml: yaml, .basic)), "\(key.name)")
        }
    }

    @Test func everyKeyHasASentence() {
        let places = PolicyReference.places
        #expect(places.count > 50)
        #expect(Set(places.map(\.path)).count == places.count)
        for place in places {
            #expect(place.key.summary.hasSuffix(".") && !place.key.summary.dropLast().contains(". "), "\(place.path)")
        }
    }
}
