import MIG
import Testing

@Suite struct TextTests {
    @Test func piecesAreJoinedInOrder() {
        var text = Text()
        text += "limit "
        text += MemorySize.mebibytes(40_192)
        text += " × "
        text += 7
        text += ""
        #expect(String(decoding: text.utf8, as: UTF8.self) == "limit 39.25Gi × 7")
    }

    @Test func aBeginningCanBeTaken() {
        var text = Text(capacity: 4)
        text += "cause: detail"
        #expect(text.string(upTo: 5) == "cause")
        #expect(text.string(upTo: 0) == "")
    }

    @Test(arguments: [0, 9, 10, 99, 100, -1, -10, 1_000_000_007, .max, .min] as [Int64])
    func numbersAreWrittenInDecimalDigits(number: Int64) {
        var text = Text()
        text += number
        #expect(text.utf8 == Array("\(number)".utf8))
    }
}
