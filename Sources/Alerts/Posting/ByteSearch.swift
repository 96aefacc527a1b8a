/// Search by bytes: by characters it takes quadratic time on rows of combining marks, which strangers may send.
extension [UInt8] {
    /// The positions at which `needle` begins, overlapping ones too; none for an empty one.
    func positions(of needle: [UInt8]) -> [Int] {
        guard let first = needle.first, needle.count <= count else { return [] }
        return (0...count - needle.count).filter { start in
            self[start] == first && self[start...].starts(with: needle)
        }
    }

    func contains(_ needle: String) -> Bool {
        !positions(of: Array(needle.utf8)).isEmpty
    }

    /// With small letters for ASCII's capital ones.
    var asciiLowercased: [UInt8] {
        map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
