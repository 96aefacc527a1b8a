import Foundation
import Testing

@testable import Telemetry

@Suite struct LogLineTests {
    @Test func fieldsStandInTheOrderInWhichTheyCame() {
        var line = LogLine()
        line.field("b", "2")
        line.field("a", "1")
        line.fields(Array(#""n":7,"t":true"#.utf8))
        line.field("b", "3")
        #expect(text(line) == #""b":"2","a":"1","n":7,"t":true,"b":"3""#)
    }

    @Test func fieldsThatAreEncodedAlreadyMayComeFirstOrBeNone() {
        var line = LogLine()
        line.fields([])
        line.fields(Array(#""n":7"#.utf8))
        line.fields([])
        line.field("a", "1")
        #expect(text(line) == #""n":7,"a":"1""#)
    }

    @Test func anEmptiedLineBeginsAgainInTheMemoryThatItHas() {
        var line = LogLine()
        line.field("key", String(repeating: "x", count: 1000))
        let capacity = line.bytes.capacity
        line.removeAll()
        line.field("a", "1")
        #expect(text(line) == #""a":"1""#)
        #expect(line.bytes.capacity == capacity)
    }

    @Test(arguments: [
        ("", #""""#),
        ("plain", #""plain""#),
        ("/ is left alone", #""/ is left alone""#),
        (#"say "yes""#, #""say \"yes\"""#),
        (#"C:\temp"#, #""C:\\temp""#),
        ("two\nlines", #""two\u000alines""#),
        ("\r\t\0", #""\u000d\u0009\u0000""#),
        ("\u{1B}[31m", #""\u001b[31m""#),
        ("\u{1F}\u{20}\u{7F}", "\"\\u001f \u{7F}\""),
        ("模型 \"é\" 🧮", #""模型 \"é\" 🧮""#),
        ("\u{2028}", "\"\u{2028}\""),
    ])
    func aStringIsEscapedWhereJSONWantsIt(string: String, json: String) {
        var line = LogLine()
        line.field("v", string)
        #expect(text(line) == "\"v\":\(json)")
        line.removeAll()
        line.field(string, "v")
        #expect(text(line) == "\(json):\"v\"")
    }

    @Test func aReaderGetsEveryCharacterBack() throws {
        let scalars = (0...0x2FF).compactMap(Unicode.Scalar.init)
        let string = String(String.UnicodeScalarView(scalars))
        var line = LogLine()
        line.field("v", string)
        let object = try JSONDecoder().decode([String: String].self, from: Data("{\(text(line))}".utf8))
        #expect(object == ["v": string])
    }

    private func text(_ line: LogLine) -> String {
        String(decoding: line.bytes, as: UTF8.self)
    }
}
