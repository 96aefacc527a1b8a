import Foundation
import TestSupport
import Testing
import Webhook

@Suite struct PolicyComparisonTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func comparison(_ old: String, _ new: String, dump: String? = nil) throws -> PolicyComparison {
        let comparison = try PolicyComparison(
            old: try folder.write(old, to: "old.yaml"),
            new: try folder.write(new, to: "new.yaml")
        )
        if let dump {
            comparison.compare(Array(dump.utf8), file: "dump")
        }
        return comparison
    }

    private func lines(_ comparison: PolicyComparison, all: Bool = false) -> [String] {
        comparison.text(showsAll: all).split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.split(separator: " ").joined(separator: " ") }
    }

    /// A Pod, or what a test makes of it.
    private func pod(
        _ name: String,
        size: String?,
        namespace: String = "ml",
        profile: String = "3g.40gb",
        count: Int = 1,
        more: String = "",
        metadata: String = ""
    ) -> String {
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: \(name)
          namespace: \(namespace)
        \(size.map { "  annotations: {mig-gate.io/model-size: \"\($0)\"\(more)}" } ?? "")
        \(metadata)
        spec:
          containers:
            - name: llm
              resources: {limits: {nvidia.com/mig-\(profile): \(count)}}

        """
    }

    @Test func theSamePoliciesComeToTheSame() throws {
        let comparison = try comparison("{}", "headroom: {default: 1024Mi}")
        #expect(lines(comparison) == ["The policies come to the same."])
        #expect(comparison.exitStatus == 0)
    }

    @Test func whatDiffersIsNamed() throws {
        let comparison = try comparison(
            """
            gpus: [A100 80GB]
            namespaces: [{names: [a]}, {names: [b], reserve: 2Gi}]
            """,
            """
            gpus: [A100 80GB, A30]
            limits: {3g.40gb: 30Gi}
            actions: {BadCount: warn}
            namespaces: [{names: [b], reserve: 2Gi, limits: {}, actions: {BadCount: audit}}, {names: [c]}]
            sizeSources: {env: [SIZE]}
            """
        )
        #expect(
            lines(comparison) == [
                "What differs:",
                "3g.40gb: 39Gi (40Gi nominal - 1Gi headroom) becomes 30Gi (fixed by the policy)",
                "newly on the fleet's GPUs: 1g.6gb, 1g.6gb+me, 2g.12gb, 2g.12gb+me, 4g.24gb",
                "BadCount: deny becomes warn",
                "namespaces[0], b:",
                "newly on the fleet's GPUs: 1g.6gb, 1g.6gb+me, 2g.12gb, 2g.12gb+me, 4g.24gb",
                "BadCount: deny becomes audit",
                "namespaces[1], c, which is new:",
                "3g.40gb: 39Gi (40Gi nominal - 1Gi headroom) becomes 30Gi (fixed by the policy)",
                "newly on the fleet's GPUs: 1g.6gb, 1g.6gb+me, 2g.12gb, 2g.12gb+me, 4g.24gb",
                "BadCount: deny becomes warn",
                "namespaces[0], a: is gone",
                "sizeSources: differs",
            ]
        )
    }

    @Test func whatWouldBeDeniedAndAdmittedIsListedWithItsMargins() throws {
        let dump =
            pod("fits", size: "20Gi") + pod("tight", size: "38Gi") + pod("large", size: "50Gi")
            + pod("small", size: "9216Mi", profile: "1g.10gb") + pod("silent", size: nil)
        let comparison = try comparison(
            "{}",
            "headroom: {default: 2560Mi, profiles: {1g.10gb: 512Mi}}",
            dump: dump
        )
        let lines = lines(comparison)
        let sections = lines.split(separator: "").dropFirst().map(Array.init)
        #expect(
            sections == [
                [
                    "Newly denied:",
                    #"Pod ml/tight container "llm" nvidia.com/mig-3g.40gb 38Gi clears 39Gi by 1Gi, then misses 37.5Gi by 512Mi"#,
                ],
                [
                    "Newly admitted:",
                    #"Pod ml/small container "llm" nvidia.com/mig-1g.10gb 9Gi equals 9Gi, then clears 9.25Gi by 256Mi"#,
                ],
                [
                    "Closest to their limit under \(folder.path("new.yaml")):",
                    #"Pod ml/small container "llm" nvidia.com/mig-1g.10gb 9Gi clears 9.25Gi by 256Mi"#,
                    #"Pod ml/fits container "llm" nvidia.com/mig-3g.40gb 20Gi clears 37.5Gi by 17.5Gi"#,
                ],
                ["1 newly denied, 1 newly admitted, 3 as before; 5 slices in 5 workloads"],
            ]
        )
        #expect(comparison.exitStatus == 1)
        #expect(self.lines(comparison, all: true).contains { $0.hasPrefix(#"Pod ml/large container "llm""#) })
    }

    /// Not only limits decide.
    @Test func anActionOrAnExemptionIsADifferenceToo() throws {
        let comparison = try comparison(
            "exempt: {namespaces: [ml]}",
            "actions: {SizeUndeclared: deny}",
            dump: pod("silent", size: nil) + pod("other", size: nil, namespace: "web")
        )
        let denied = lines(comparison).filter { $0.hasPrefix("Pod") }
        #expect(
            denied == [
                #"Pod ml/silent container "llm" nvidia.com/mig-3g.40gb undeclared admitted (exempt), then denied (SizeUndeclared)"#,
                """
                Pod web/other container "llm" nvidia.com/mig-3g.40gb undeclared admitted with a warning (SizeUndeclared), \
                then denied (SizeUndeclared)
                """,
            ]
        )
    }

    /// Margins are no reason where something else decides.
    @Test func whatDecidesIsNamed() throws {
        let dump = pod("two", size: "20Gi", count: 2, more: ", mig-gate.io/tensor-parallel-size: \"2\"")
        let comparison = try comparison(
            "{}",
            "headroom: {default: 2Gi}\nactions: {ParallelAcrossSlices: deny}",
            dump: dump
        )
        #expect(
            lines(comparison).contains(
                """
                Pod ml/two container "llm" nvidia.com/mig-3g.40gb 20Gi clears 38Gi by 28Gi; admitted with a warning \
                (ParallelAcrossSlices), then denied (ParallelAcrossSlices)
                """
            )
        )
    }

    /// A ReplicaSet, and Pods that it or somebody else looks after.
    private func replicaSet(size: String) -> String {
        """
        ---
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata: {name: r, namespace: ml, uid: u-1}
        spec:
          template:
            metadata: {annotations: {mig-gate.io/model-size: \(size)}}
            spec: {containers: [{name: llm, resources: {limits: {nvidia.com/mig-3g.40gb: 1}}}]}

        """
    }

    private static let owner = "  ownerReferences: [{kind: ReplicaSet, name: r, uid: u-1, controller: true}]"

    @Test func whatAnotherWorkloadLooksAfterIsNotListedTwice() throws {
        let pods =
            pod("p-1", size: "38Gi", metadata: Self.owner)
            + pod("p-2", size: "38Gi", metadata: Self.owner.replacing("u-1", with: "u-2"))
        let comparison = try comparison(
            "{}",
            "headroom: {default: 3Gi}",
            dump: pods + replicaSet(size: "38Gi")
        )
        let text = comparison.text(showsAll: false)
        #expect(!text.contains("ml/p-1"))
        #expect(text.contains("ml/p-2"))
        #expect(text.contains("2 newly denied, 0 newly admitted, 0 as before; 2 slices in 2 workloads, not counting 1"))
    }

    /// What looks after a Pod does not stand for it where it asks for nothing, or nothing becomes different for it.
    @Test(arguments: [true, false])
    func aPodIsListedWhereItsOwnerTellsNothing(ownerAsks: Bool) throws {
        let owner =
            ownerAsks
            ? replicaSet(size: "1Gi")
            : "---\n{apiVersion: example.com/v1, kind: Server, metadata: {name: r, uid: u-1}, spec: {profile: 3g.40gb}}\n"
        let comparison = try comparison(
            "{}",
            "headroom: {default: 3Gi}",
            dump: pod("p-1", size: "38Gi", metadata: Self.owner) + owner
        )
        #expect(comparison.text(showsAll: false).contains("Pod ml/p-1"))
        #expect(comparison.exitStatus == 1)
    }

    @Test func theOrderOfRulesIsADifference() throws {
        let (first, second) = ("{names: [a-*]}", "{names: ['*-b'], headroom: {default: 0}}")
        let comparison = try comparison(
            "namespaces: [\(first), \(second)]",
            "namespaces: [\(second), {names: [c]}, \(first)]"
        )
        #expect(lines(comparison).contains("namespaces: the order of rules differs, and the first that matches counts"))
    }

    /// A new policy that names other controllers changes nothing for what they carried on.
    @Test func controllersAreNotAskedForTheirNames() throws {
        let until = Date(timeIntervalSinceNow: 86_400).formatted(.iso8601)
        let claim = ", mig-gate.io/override-until: \"\(until)\", mig-gate.io/override-reason: launch"
        let policies = ["operator-*", "system:serviceaccount:kube-system:*"].map { controller in
            "overrides: {users: [ann], maxDuration: 8760h, controllers: ['\(controller)']}"
        }
        let comparison = try comparison(policies[0], policies[1], dump: pod("p", size: "50Gi", more: claim))
        #expect(comparison.exitStatus == 0)
        #expect(lines(comparison, all: true).contains { $0.contains("admitted with a warning (ModelTooLarge)") })
    }

    @Test func kindsThatOnlyOnePolicyKnowsAreCompared() throws {
        let dump = """
            apiVersion: example.com/v1
            kind: Server
            metadata: {name: s, namespace: ml, annotations: {mig-gate.io/model-size: 50Gi}}
            spec: {want: {nvidia.com/mig-3g.40gb: "1"}}
            """
        let workloads = "workloads: [{group: example.com, kind: Server, resourceLists: [spec.want]}]"
        let comparison = try comparison("{}", workloads, dump: dump)
        #expect(comparison.exitStatus == 1)
        #expect(lines(comparison).contains("workloads: differs"))
        #expect(try self.comparison(workloads, "{}", dump: dump).exitStatus == 0)
    }

    @Test func whatCannotBeReadIsSaid() throws {
        let comparison = try comparison("{}", "{}", dump: "a: [\n---\n" + pod("fits", size: "1Gi"))
        #expect(comparison.exitStatus == 2)
        #expect(comparison.text(showsAll: false).contains("dump:"))
        #expect(comparison.text(showsAll: false).contains("1 slice in 1 workload"))
    }

    @Test func programsGetEverySlice() throws {
        struct Document: Decodable {
            struct Slice: Decodable {
                struct Judgement: Decodable {
                    let action: String
                    let limit: String?
                    let marginBytes: Int64?
                }

                let workload: String
                let before: Judgement
                let after: Judgement
            }

            let slices: [Slice]
        }
        let comparison = try comparison("{}", "headroom: {default: 2Gi}", dump: pod("tight", size: "38Gi"))
        let document = try JSONDecoder().decode(Document.self, from: Data(comparison.json.utf8))
        let slice = try #require(document.slices.first)
        #expect(slice.workload == "Pod ml/tight")
        #expect(slice.before.action == "ignore")
        #expect(slice.before.marginBytes == 1 << 30)
        #expect(slice.after.action == "deny")
        #expect(slice.after.limit == "38Gi")
        #expect(slice.after.marginBytes == 0)
    }
}
