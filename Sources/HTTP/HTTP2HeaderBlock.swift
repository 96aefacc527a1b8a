import CNGHTTP2

/// Header fields on their way into nghttp2: all text in one array, so that the pointers nghttp2 wants lead into one place.
struct HTTP2HeaderBlock {
    private var text: [UInt8] = []
    private var fields: [(nameStart: Int, nameEnd: Int, end: Int)] = []

    mutating func append(_ name: StaticString, _ value: String) {
        append(name, value.utf8)
    }

    mutating func append(_ name: StaticString, _ value: some Collection<UInt8>) {
        let start = text.count
        name.withUTF8Buffer { text.append(contentsOf: $0) }
        let nameEnd = text.count
        text.append(contentsOf: value)
        fields.append((start, nameEnd, text.count))
    }

    /// Lends the fields in nghttp2's form; they are good while `body` runs.
    func withNameValues<Result>(_ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result) -> Result {
        var text = text
        return text.withUnsafeMutableBufferPointer { text in
            let base = text.baseAddress
            // Every offset was a count of the array at some time, so it lies inside it.
            let pairs = fields.map { field in
                nghttp2_nv(
                    name: base.map { $0 + field.nameStart },
                    value: base.map { $0 + field.nameEnd },
                    namelen: field.nameEnd - field.nameStart,
                    valuelen: field.end - field.nameEnd,
                    flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)
                )
            }
            return pairs.withUnsafeBufferPointer { body($0.baseAddress, $0.count) }
        }
    }
}
