/// How much of a message is shown, so that it keeps to its room.
struct Extent: Hashable, Sendable {
    /// Items shown at most, the first ones.
    var items: Int
    /// Characters (Unicode scalars) of each of a stranger's values.
    var characters: Int

    /// Everything: values are cut even where there is room, for a name of 500 characters tells nobody more.
    static func full(items: Int) -> Extent { Extent(items: items, characters: 120) }

    /// From everything to next to nothing, each smaller than the one before: fewer items down to one, then shorter values,
    /// then no items but only their number.
    static func all(items: Int) -> [Extent] {
        guard items > 0 else { return [full(items: 0), Extent(items: 0, characters: 8)] }
        return (1...items).reversed().map(full)
            + [80, 60, 40, 25, 16, 8].map { Extent(items: 1, characters: $0) }
            + [Extent(items: 0, characters: 8)]
    }

    /// The largest for which `make` yields what `fits`, or the smallest of all.
    static func largest<Made>(items: Int, make: (Extent) -> Made, fits: (Made) -> Bool) -> Made {
        let extents = all(items: items)
        // Most messages fit at once.
        let whole = make(extents[0])
        guard !fits(whole), extents.count > 1 else { return whole }
        var (first, last) = (1, extents.count - 1)
        var largest: Made?
        while first < last {
            let middle = (first + last) / 2
            let made = make(extents[middle])
            if fits(made) {
                largest = made
                last = middle
            } else {
                first = middle + 1
            }
        }
        return largest.flatMap { last < extents.count - 1 ? $0 : nil } ?? make(extents[last])
    }
}
