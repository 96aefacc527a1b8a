/// Where a value stands in a JSON text, found only when somebody asks.
enum JSONPlace {
    case root(offset: Int)
    case element(JSONElements, Int)

    func offset(in text: JSONText) -> Int {
        switch self {
        case .root(let offset): offset
        case .element(let elements, let index): elements.offset(of: index, in: text)
        }
    }
}

/// The elements of one list. Their places are collected once, for a list may have many thousand, each asked for.
final class JSONElements {
    private let owner: JSONPlace
    private let key: String?
    private var offsets: [Int]?

    /// - Parameters:
    ///   - owner: the list, or the object that has it.
    ///   - key: what the object has it under.
    init(of owner: JSONPlace, under key: String?) {
        self.owner = owner
        self.key = key
    }

    /// Where an element begins; where the list's owner does, if the text has no such element.
    fileprivate func offset(of index: Int, in text: JSONText) -> Int {
        let start = owner.offset(in: text)
        if offsets == nil {
            let list = key.map { text.offsetOfValue(under: $0, in: start) } ?? start
            offsets = list.map { text.offsetsOfElements(of: $0) } ?? []
        }
        guard let offsets, index < offsets.count else { return start }
        return offsets[index]
    }
}
