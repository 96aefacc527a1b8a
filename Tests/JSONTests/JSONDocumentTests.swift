import JSON
import Testing

/// The shortest path through a review hangs on this: a document that has the string must never seem to lack it.
@Suite struct JSONDocumentTests {
    private func contains(_ text: String) throws -> (value: Bool, document: Bool) {
        try JSONParser(maximumDepth: 128).withDocument(Array(text.utf8)) { document in
            (
                document.root.containsString(withPrefix: "nvidia.com/mig-"),
                document.mayContainString(withPrefix: "nvidia.com/mig-")
            )
        }
    }

    @Test(arguments: [
        #""nvidia.com/mig-""#, #"{"nvidia.com/mig-3g.40gb":1}"#, #"["nvidia.com/mig-1g.5gb"]"#,
        #"{"nvidia.com\/mig-1g.5gb":1}"#, #"{"\u006evidia.com/mig-1g.5gb":1}"#, #"{"nvidia.com/mi\u0067\u002d1g":1}"#,
        #"{"\u006E\u0076\u0069\u0064\u0069\u0061\u002E\u0063\u006f\u006d\u002F\u006d\u0069\u0067\u002D":1}"#,
        #"[[[{"a":[1.5,-1,18446744073709551615,null,true,{"b":{"nvidia.com\/mig-1g":0}}]}]]]"#,
        #"{"a":"\\","nvidia.com\/mig-1g":1}"#, #"["\"","nvidia\u002ecom/mig-x"]"#,
    ])
    func everySpellingIsFound(text: String) throws {
        let found = try contains(text)
        #expect(found.value)
        #expect(found.document)
    }

    @Test(arguments: [
        "{}", #"{"nvidia.com/gpu":1}"#, #"{"nvidia.com/mig":"-"}"#, #"["nvidia.com/","mig-1g.5gb"]"#,
        #"["nvidia.com\/mig","-1g"]"#, #"{"nvidia.com/mig\\-":1}"#, #"["NVIDIA.COM/MIG-1g.5gb"]"#,
        #"["\\u006evidia.com/"]"#,
    ])
    func whatIsNotThereIsNotFound(text: String) throws {
        let found = try contains(text)
        #expect(!found.value)
        #expect(!found.document)
    }

    /// Inside a longer string it does not count, but telling so would cost a walk: the document may say either.
    @Test(arguments: [#"["requests.nvidia.com/mig-1g.5gb"]"#, #"["\"nvidia.com/mig-1g.5gb\""]"#])
    func insideAStringIsNoPrefix(text: String) throws {
        #expect(try !contains(text).value)
    }

    /// On the tape a number's bits follow its tag; these would pass for the tags of a string and of an object.
    @Test func numbersAreNotTakenForStrings() throws {
        try withRoot("[\(0x22FF_FFFF_FFFF_FFFF),\(0x7BFF_FFFF_FFFF_FFFF),1]") { root in
            #expect(!root.containsString(withPrefix: "nvidia.com/mig-"))
            var elements: [Int64?] = []
            root.forEachElement { elements.append($0.integer) }
            #expect(elements == [0x22FF_FFFF_FFFF_FFFF, 0x7BFF_FFFF_FFFF_FFFF, 1])
        }
    }

    @Test func onlyWhatIsInsideAValueCounts() throws {
        try withRoot(#"{"a":{"x":[1]},"b":"nvidia.com/mig-1g","c":["nvidia.com/mig-1g"],"d":[]}"#) { root in
            let found = ["a", "b", "c", "d"].map { (key: StaticString) in
                root.field(key)?.containsString(withPrefix: "nvidia.com/mig-")
            }
            #expect(found == [false, true, true, false])
        }
    }
}
