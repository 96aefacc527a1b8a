import Kubernetes
import Testing

@Suite struct ResourceClaimTests {
    /// The claims of a container with these resources, each as `name limit/request`.
    private func claims(_ resources: String, prefix: StaticString = "nvidia.com/") throws -> [String] {
        let pod: Manifest = #"{"spec":{"containers":[{"name":"c","resources":\#(resources)}]}}"#
        var written: [String] = []
        try forEachContainer(of: pod, .pod) { container in
            written += container.claims(on: prefix).map { claim in
                "\(claim.name) \(claim.limit?.description ?? "-")/\(claim.request?.description ?? "-")"
            }
        }
        return written
    }

    @Test(
        arguments: [
            (#"{"limits":@A}"#, ["nvidia.com/mig-1g.5gb 1/-"]),
            (#"{"requests":@A}"#, ["nvidia.com/mig-1g.5gb -/1"]),
            (#"{"limits":@A,"requests":@A}"#, ["nvidia.com/mig-1g.5gb 1/1"]),
            (#"{"limits":@A,"requests":{"nvidia.com/mig-1g.5gb":2}}"#, ["nvidia.com/mig-1g.5gb 1/2"]),
            (
                #"{"requests":{"nvidia.com/b":2,"nvidia.com/a":1},"limits":{"nvidia.com/c":3,"nvidia.com/b":4}}"#,
                ["nvidia.com/a -/1", "nvidia.com/b 4/2", "nvidia.com/c 3/-"]
            ),
            (
                #"{"limits":{"cpu":"1","nvidia.com":"1","xnvidia.com/gpu":"1","NVIDIA.com/gpu":"1","nvidia.com/":"1"}}"#,
                ["nvidia.com/ 1/-"]
            ),
            (
                #"{"limits":{"nvidia.com/a":1,"nvidia.com\/\u0061":2},"requests":{"nvidia.com/a":3,"nvidia.com/a":4}}"#,
                ["nvidia.com/a 2/4"]
            ),
            (#"{"limits":[{"nvidia.com/a":1}],"requests":[{"name":"nvidia.com/a"}]}"#, []),
            (#"{"limits":null,"requests":"nvidia.com/a"}"#, []),
        ] as [(String, [String])]
    )
    func limitsAndRequestsAreMerged(resources: String, expected: [String]) throws {
        #expect(try claims(Manifest(stringLiteral: resources).json) == expected)
    }

    @Test func onlyNamesWithThePrefixCount() throws {
        let amounts = #"{"limits":{"nvidia.com/gpu":1,"nvidia.com/mig-1g.5gb":2,"nvidia.com/mig":3}}"#
        #expect(try claims(amounts, prefix: "nvidia.com/mig-") == ["nvidia.com/mig-1g.5gb 2/-"])
    }

    /// Few are compared, many are looked up in a table.
    @Test(arguments: [1, 7, 8, 9, 10, 31, 32, 33, 500])
    func manyClaimsAreMergedByName(count: Int) throws {
        let names = (0..<count).map { "nvidia.com/r\(1_000 + $0)" }
        let limits = names.map { #""\#($0)":1"# }.joined(separator: ",")
        let requests = (names.reversed() + ["nvidia.com/z"]).map { #""\#($0)":2"# }.joined(separator: ",")
        let expected = names.map { "\($0) 1/2" } + ["nvidia.com/z -/2"]
        #expect(try claims(#"{"limits":{\#(limits)},"requests":{\#(requests)}}"#) == expected)
    }

    /// Equal to Swift's strings, two resources in a custom resource, whose keys nobody has checked.
    @Test(arguments: [0, 7, 40])
    func namesThatUnicodeCallsTheSame(fillers: Int) throws {
        let filling = (0..<fillers).map { #","nvidia.com/r\#(1_000 + $0)":0"# }.joined()
        let found = try claims(
            #"""
            {"limits":{"nvidia.com/\u00e9":1,"nvidia.com/e\u0301":2\#(filling)},
            "requests":{"nvidia.com/\u00e9":3,"nvidia.com/e\u0301":4}}
            """#
        )
        #expect(found.count == fillers + 2)
        #expect(Set(found.suffix(2).map { String($0.suffix(4)) }) == [" 1/3", " 2/4"])
    }

    // MARK: The resources of a Ray group

    /// What a group asks for beside its template, as `path resource=amount`.
    private func group(_ resources: String, _ limits: String...) throws -> [String] {
        let containers = limits.map { #"{"name":"c","resources":{"limits":\#($0)}}"# }.joined(separator: ",")
        let cluster: Manifest = #"""
            {"spec":{"workerGroupSpecs":[{"resources":\#(resources),"template":{"spec":{"containers":[\#(containers)]}}}]}}
            """#
        var written: [String] = []
        try forEachContainer(of: cluster, .rayCluster) { container in
            guard container.name == nil else { return }
            written += container.claims(on: "nvidia.com/").map {
                "\(container.path) \($0.name)=\($0.limit?.description ?? "-")"
            }
        }
        return written
    }

    @Test(arguments: [
        (#"{"nvidia.com/mig-1g.5gb":"1"}"#, #"{"nvidia.com/mig-1g.5gb":"1"}"#),
        (#"{"nvidia.com/mig-1g.5gb":"1"}"#, #"{"nvidia.com/mig-1g.5gb":1}"#),
        (#"{"nvidia.com/mig-1g.5gb":"1000m"}"#, #"{"nvidia.com/mig-1g.5gb":"1"}"#),
        (#"{"nvidia\u002ecom/mig-1g.5gb":"1"}"#, #"{"nvidia.com\/mig-1g.5gb":"1"}"#),
        (#"{"CPU":"4"}"#, #"{"nvidia.com/mig-1g.5gb":"1"}"#),
    ])
    func aGroupThatRepeatsItsTemplateAsksForNothingMore(resources: String, limits: String) throws {
        #expect(try group(resources, limits) == [])
        #expect(try group(resources, "{}", limits, #"{"nvidia.com/mig-1g.5gb":"9"}"#) == [])
    }

    @Test(arguments: [
        (#"{"nvidia.com/mig-1g.5gb":"2"}"#, #"{"nvidia.com/mig-1g.5gb":"1"}"#, "nvidia.com/mig-1g.5gb=2"),
        (#"{"nvidia.com/mig-1g.5gb":"1"}"#, #"{"nvidia.com/mig-2g.10gb":"1"}"#, "nvidia.com/mig-1g.5gb=1"),
        (#"{"nvidia.com/mig-1g.5gb":"1"}"#, #"{}"#, "nvidia.com/mig-1g.5gb=1"),
        (#"{"nvidia.com/mig-1g.5gb":"x"}"#, #"{"nvidia.com/mig-1g.5gb":"1"}"#, "nvidia.com/mig-1g.5gb=x"),
        (#"{"nvidia.com/mig-1g.5gb":"-1"}"#, #"{"nvidia.com/mig-1g.5gb":"1"}"#, "nvidia.com/mig-1g.5gb=-1"),
        (#"{"nvidia.com/mig-1g.5gb":"1","nvidia.com/gpu":"1"}"#, #"{"nvidia.com/mig-1g.5gb":"1"}"#, "nvidia.com/gpu=1"),
    ])
    func aGroupThatDiffersFromItsTemplateCountsForItself(resources: String, limits: String, expected: String) throws {
        #expect(try group(resources, limits) == ["spec.workerGroupSpecs[0].resources \(expected)"])
    }

    /// One look at each, or a group of thousands beside as many containers would take a minute.
    @Test func aLargeGroupIsHeldAgainstItsTemplateOnce() throws {
        let names = (0..<3_000).map { "nvidia.com/r\($0)" }
        let cluster: Manifest = #"""
            {"spec":{"headGroupSpec":{"resources":{"nvidia.com/x":"1",\#(names.map { #""\#($0)":"1""# }.joined(separator: ","))},
            "template":{"spec":{"containers":[
            \#(names.map { #"{"name":"c","resources":{"limits":{"\#($0)":1}}}"# }.joined(separator: ","))]}}}}}
            """#
        var claims: [ResourceClaim] = []
        try forEachContainer(of: cluster, .rayCluster) { container in
            claims += container.name == nil ? container.claims(on: "nvidia.com/") : []
        }
        #expect(claims.map(\.name) == ["nvidia.com/x"])
    }

    @Test func aGroupWithoutATemplateCountsForItself() throws {
        let cluster: Manifest = #"{"spec":{"headGroupSpec":{"resources":@A}}}"#
        #expect(try sightings(in: cluster, of: .rayCluster) == ["spec.headGroupSpec.resources"])
    }
}
