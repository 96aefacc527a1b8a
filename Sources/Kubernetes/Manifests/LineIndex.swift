/// The lines of a text: how many of them end before each 4 KiB of it, so that looking one up counts within 4 KiB, and
/// a text of 300 MB takes half a megabyte of counts. Counted when the first line is asked for.
final class LineIndex {
    private static let stride = 4_096

    private let bytes: [UInt8]
    private var linesBefore: [Int] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The line, counted from 1, in which the byte at `offset` stands.
    func line(at offset: Int) -> Int {
        count()
        let offset = min(offset, bytes.count)
        let block = offset / Self.stride
        return 1 + linesBefore[block] + newlines(in: block * Self.stride..<offset)
    }

    private func count() {
        guard linesBefore.isEmpty else { return }
        linesBefore.reserveCapacity(bytes.count / Self.stride + 1)
        var total = 0
        var start = 0
        while start <= bytes.count {
            linesBefore.append(total)
            let end = min(start + Self.stride, bytes.count)
            total += newlines(in: start..<end)
            start += Self.stride
        }
    }

    private func newlines(in range: Range<Int>) -> Int {
        var count = 0
        for index in range where bytes[index] == UInt8(ascii: "\n") {
            count += 1
        }
        return count
    }
}
