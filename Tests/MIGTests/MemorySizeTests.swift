import MIG
import Testing

@Suite struct MemorySizeTests {
    private static let mebi: Int64 = 1 << 20
    private static let gibi: Int64 = 1 << 30

    private static let printed: [(Int64, String)] = [
        (0, "0"),
        (1, "1"),
        (1024, "1024"),
        (mebi - 1, "1048575"),
        (mebi, "1Mi"),
        (mebi / 2 * 3, "1.5Mi"),
        (mebi / 4 * 5, "1.25Mi"),
        (mebi / 8 * 9, "1179648"),
        (mebi * 256, "256Mi"),
        (gibi - 1, "1073741823"),
        (gibi, "1Gi"),
        (gibi + 1, "1073741825"),
        (gibi / 4 * 5, "1.25Gi"),
        (gibi / 2 * 3, "1.5Gi"),
        (gibi / 4 * 7, "1.75Gi"),
        (gibi / 8 * 9, "1152Mi"),
        (mebi * 16_500, "16500Mi"),
        (mebi * 9_728, "9.5Gi"),
        (mebi * 80_896, "79Gi"),
        (40_000_000_000, "40000000000"),
        (gibi * 10_000, "10000Gi"),
        // Beyond 2^63 / 100 hundredths are not counted; plain bytes stay exact.
        (1 << 62, "4611686018427387904"),
        (.max, "9223372036854775807"),
    ]

    @Test(arguments: printed)
    func theLargestUnitThatIsExactIsPrinted(bytes: Int64, text: String) {
        #expect("\(MemorySize(bytes: bytes))" == text)
    }

    @Test func unitsAreBinary() {
        #expect(MemorySize.mebibytes(3).bytes == 3_145_728)
        #expect(MemorySize.gibibytes(39).bytes == 41_875_931_136)
        #expect(MemorySize.zero.bytes == 0)
    }

    @Test func whatIsTakenOffNeverGoesBelowZero() {
        #expect(MemorySize.gibibytes(40).minus(.gibibytes(1)) == .gibibytes(39))
        #expect(MemorySize.gibibytes(1).minus(.gibibytes(1)) == .zero)
        #expect(MemorySize.gibibytes(1).minus(.gibibytes(2)) == .zero)
    }

    @Test(arguments: [
        (Int64(0), Int64(3), Int64(0)),
        (9, 3, 3),
        (10, 3, 4),
        (11, 3, 4),
        (1, 999_999, 1),
        (.max, 1, .max),
        (.max, 2, 1 << 62),
    ])
    func aShareIsRoundedUpToAByte(bytes: Int64, parts: Int64, share: Int64) {
        #expect(MemorySize(bytes: bytes).divided(by: parts).bytes == share)
    }

    @Test(arguments: [
        (MemorySize.gibibytes(40), 10, MemorySize.gibibytes(4)),
        (.gibibytes(10), 5, .mebibytes(512)),
        (.gibibytes(40), 7, .mebibytes(2868)),
        (.gibibytes(5), 1, .mebibytes(52)),
        (.gibibytes(40), 0, .zero),
        (.gibibytes(100), 99, .gibibytes(99)),
        (MemorySize(bytes: 1), 1, .mebibytes(1)),
        // The product of bytes and per cent does not fit 64 bits.
        (MemorySize(bytes: 1 << 62), 50, MemorySize(bytes: 1 << 61)),
    ])
    func aPercentageIsRoundedUpToAMiB(size: MemorySize, percent: Int, share: MemorySize) {
        #expect(size.percentage(percent) == share)
    }

    @Test func sizesAreOrderedByBytes() {
        #expect(MemorySize.mebibytes(1023) < .gibibytes(1))
        #expect(!(MemorySize.gibibytes(1) < .mebibytes(1024)))
        #expect(MemorySize.gibibytes(1) == .mebibytes(1024))
    }
}
