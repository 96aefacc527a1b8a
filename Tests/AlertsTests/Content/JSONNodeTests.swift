import Alerts
import Testing

@Suite struct JSONNodeTests {
    @Test func keysAreInOrderAndTextsAsTheyAre() {
        let node: JSONNode = ["b": "https://显存/\u{1F680}", "a": [1, true, "\"\n\u{1}"], "c": .object([:])]
        let text = String(decoding: node.data, as: UTF8.self)
        #expect(text == #"{"a":[1,true,"\"\n\u0001"],"b":"https://显存/🚀","c":{}}"#)
    }
}
