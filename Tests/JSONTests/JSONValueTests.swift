import JSON
import Testing

@Suite struct JSONValueTests {
    @Test func fieldsOfEveryKind() throws {
        let text = #"{"s":"x","i":-7,"u":18446744073709551615,"d":1.5,"t":true,"f":false,"n":null,"o":{},"a":[]}"#
        try withRoot(text) { root in
            #expect(root.field("s")?.string.map(String.init) == "x")
            #expect(root.field("i")?.integer == -7)
            #expect(root.field("u")?.integer == nil)
            #expect(root.field("u")?.number == Double(UInt64.max))
            #expect(root.field("d")?.number == 1.5)
            #expect(root.field("t")?.bool == true)
            #expect(root.field("f")?.bool == false)
            #expect(root.field("n")?.kind == .null)
            #expect(root.field("o")?.kind == .object)
            #expect(root.field("a")?.kind == .array)
            #expect(root.field("missing") == nil)
        }
    }

    @Test(arguments: [
        ("{}", JSONKind.object), ("[]", .array), (#""""#, .string), ("0", .integer), ("-0", .integer),
        ("9223372036854775807", .integer), ("-9223372036854775808", .integer), ("9223372036854775808", .integer),
        ("0.0", .number), ("1e0", .number), ("true", .bool), ("false", .bool), ("null", .null), (" \n\t\r1 ", .integer),
    ])
    func kindOfADocument(text: String, kind: JSONKind) throws {
        try withRoot(text) { #expect($0.kind == kind) }
    }

    @Test func aValueOfAnotherKindAnswersNothing() throws {
        try withRoot(#"["x",1,1.5,true,null,{},[]]"#) { root in
            let values = elements(of: root)
            #expect(values.map { $0.string != nil } == [true, false, false, false, false, false, false])
            #expect(values.map { $0.integer != nil } == [false, true, false, false, false, false, false])
            #expect(values.map { $0.number != nil } == [false, true, true, false, false, false, false])
            #expect(values.map { $0.bool != nil } == [false, false, false, true, false, false, false])
            #expect(values.allSatisfy { $0.field("x") == nil })
            #expect(values.allSatisfy { elements(of: $0).isEmpty })
            #expect(values.allSatisfy { fieldsWritten($0).isEmpty })
        }
    }

    @Test(arguments: [
        ("0", Int64(0)), ("-0", 0), ("1", 1), ("-1", -1), ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ])
    func integersThatFit(text: String, value: Int64) throws {
        try withRoot(text) { root in
            #expect(root.integer == value)
            #expect(root.number == Double(value))
        }
    }

    @Test(arguments: [
        ("9223372036854775808", 0x1p63), ("18446744073709551615", 0x1p64), ("0.1", 0.1), ("-2.5e3", -2500),
        ("1E+2", 100), ("1e-2", 0.01), ("1.7976931348623157e308", Double.greatestFiniteMagnitude),
    ])
    func numbersThatAreNoSmallInteger(text: String, value: Double) throws {
        try withRoot(text) { root in
            #expect(root.integer == nil)
            #expect(root.number == value)
        }
    }

    @Test func elementsKeepTheirOrderAroundContainers() throws {
        try withRoot(#"[1,[2,[3]],{"a":[4]},18446744073709551615,"x",5]"#) { root in
            let kinds = elements(of: root).map(\.kind)
            #expect(kinds == [.integer, .array, .object, .integer, .string, .integer])
            #expect(elements(of: root).last?.integer == 5)
        }
    }

    @Test func fieldsStandBehindContainersAndNumbers() throws {
        let text = #"{"a":{"z":1,"b":{"z":2}},"b":[{"z":3},1.5],"c":18446744073709551615,"d":-1,"z":4}"#
        try withRoot(text) { root in
            #expect(root.field("z")?.integer == 4)
            #expect(root.field("a")?.field("b")?.field("z")?.integer == 2)
            #expect(root.field("d")?.integer == -1)
        }
    }

    @Test func aFieldIsFoundByItsWholeKeyOnly() throws {
        try withRoot(#"{"mig":1,"migx":2,"MIG":3,"":4,"a.b/c":5}"#) { root in
            #expect(root.field("mig")?.integer == 1)
            #expect(root.field("mi") == nil)
            #expect(root.field("migxx") == nil)
            #expect(root.field("")?.integer == 4)
            #expect(root.field(JSONKey("migx"))?.integer == 2)
            #expect(root.field(JSONKey(""))?.integer == 4)
            #expect(root.field(JSONKey("Mig")) == nil)
        }
    }

    @Test func aFieldIsFoundByAPrefixAndAStringOfTheDocument() throws {
        try withRoot(#"{"names":["llm","","l","llmx"],"size/llm":1,"size/":2,"llm":3}"#) { root in
            let names = try #require(root.field("names"))
            let strings = elements(of: names).compactMap(\.string)
            #expect(strings.map { root.field(JSONKey("size/"), $0)?.integer } == [1, 2, nil, nil])
            #expect(root.field(JSONKey(""), strings[0])?.integer == 3)
        }
    }

    @Test func positionsTellValuesApart() throws {
        try withRoot(#"{"a":{"x":1},"b":{"x":1},"c":[[],[]]}"#) { root in
            var positions = [root.position]
            root.forEachField { _, value in positions.append(value.position) }
            root.field("c")?.forEachElement { positions.append($0.position) }
            #expect(Set(positions).count == 6)
            #expect(root.field("b")?.position == positions[2])
        }
    }
}

/// The elements of an array, which must not leave the document.
private func elements(of array: JSONValue) -> [JSONValue] {
    var elements: [JSONValue] = []
    array.forEachElement { elements.append($0) }
    return elements
}
