/// Rows of cells for a terminal, each column as wide as its widest cell.
enum TextTable {
    /// The rows as lines, without blanks at their ends.
    static func lines(_ rows: [[String]]) -> [String] {
        guard let columns = rows.first?.indices else { return [] }
        let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
            return String(line.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
    }
}
