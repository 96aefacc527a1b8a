/// Random numbers that are the same for the same seed (SplitMix64): for jitter and identifiers, not for secrets.
struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Six hexadecimal digits that are none of `taken`.
    mutating func messageID(unlike taken: Set<String>) -> String {
        while true {
            let number = next() & 0xFF_FFFF
            let digits = String(number, radix: 16)
            let id = String(repeating: "0", count: 6 - digits.utf8.count) + digits
            if !taken.contains(id) {
                return id
            }
        }
    }
}
