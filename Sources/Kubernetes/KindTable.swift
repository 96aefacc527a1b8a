/// A kind without its version: what tells `Job` of batch from `Job` of batch.volcano.sh.
package struct GroupKind: Hashable, Sendable {
    package let group: String
    package let kind: String

    package init(group: String, kind: String) {
        self.group = group
        self.kind = kind
    }

    /// Reads the group out of an `apiVersion` such as `apps/v1` or `v1`.
    package init(apiVersion: String, kind: String) {
        let slash = apiVersion.lastIndex(of: "/")
        self.init(group: slash.map { String(apiVersion[..<$0]) } ?? "", kind: kind)
    }
}

extension GroupKind: CustomStringConvertible {
    package var description: String { group.isEmpty ? kind : "\(kind).\(group)" }
}

/// Per kind, where its pod templates, pod specs and resource fragments stand. A kind without a row is read by structure.
package struct KindTable: Sendable {
    private var rows: [GroupKind: [TemplatePath]]

    package init(rows: [GroupKind: [TemplatePath]]) {
        self.rows = rows
    }

    /// The paths of a kind, none if it runs nothing whatever it holds; nil if the table has no row for it.
    package subscript(kind: GroupKind) -> [TemplatePath]? {
        rows[kind]
    }

    /// The table with more paths: for a kind that has a row they come behind its own.
    package func adding(_ more: [GroupKind: [TemplatePath]]) -> KindTable {
        KindTable(rows: rows.merging(more) { $0 + $1 })
    }

    package var kinds: some Collection<GroupKind> { rows.keys }
}
