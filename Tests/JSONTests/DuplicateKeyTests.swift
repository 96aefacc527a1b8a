import JSON
import Testing

/// Of duplicate keys the last counts, as in Go's decoder: whoever hides a key behind another spelling of it gains nothing.
@Suite struct DuplicateKeyTests {
    @Test(arguments: [
        #"{"k":1,"k":2}"#, #"{"k":1,"\u006b":2}"#, #"{"\u006B":1,"k":2}"#, #"{"k":{"k":1},"a":[{"k":3}],"k":2}"#,
        #"{"k":1,"kk":3,"":4,"k":2,"K":5}"#,
    ])
    func theLastIsFound(text: String) throws {
        try withRoot(text) { root in
            #expect(root.field("k")?.integer == 2)
            #expect(root.field(JSONKey("k"))?.integer == 2)
        }
    }

    @Test func theLastIsFoundByPrefixAndString() throws {
        try withRoot(#"{"size/llm":1,"size\/\u006clm":2,"name":"llm"}"#) { root in
            let name = try #require(root.field("name")?.string)
            #expect(root.field(JSONKey("size/"), name)?.integer == 2)
        }
    }

    /// Few keys are compared with each other; beyond 32 a table is laid out.
    @Test(arguments: [0, 1, 28, 29, 30, 31, 100, 1_000])
    func fieldsNameEachKeyOnceInTheOrderOfTheLast(fillers: Int) throws {
        let filling = (0..<fillers).map { #","f\#($0)":0"# }.joined()
        try withRoot(#"{"a":1,"b":2,"\u0061":3\#(filling),"b":4}"#) { root in
            let expected = ["a=3"] + (0..<fillers).map { "f\($0)=0" } + ["b=4"]
            #expect(fieldsWritten(root) == expected)
        }
    }

    @Test(arguments: [0, 40])
    func entriesNameEveryKeyAsItCame(fillers: Int) throws {
        let filling = (0..<fillers).map { #","f\#($0)":0"# }.joined()
        try withRoot(#"{"a":1,"\u0061":2,"a":3\#(filling)}"#) { root in
            var values: [Int64?] = []
            root.forEachEntry { key, value in
                if key == "a" {
                    values.append(value.integer)
                }
            }
            #expect(values == [1, 2, 3])
        }
    }

    /// `é` in one code point and in two is the same to Swift's strings, not to Kubernetes.
    @Test(arguments: [0, 40])
    func keysAreTheSameByTheirBytesOnly(fillers: Int) throws {
        let filling = (0..<fillers).map { #","f\#($0)":0"# }.joined()
        try withRoot(#"{"\u00e9":1,"e\u0301":2,"K":3,"\u212a":4\#(filling)}"#) { root in
            #expect(fieldsWritten(root).prefix(4).map { String($0.suffix(2)) } == ["=1", "=2", "=3", "=4"])
        }
    }
}
