/// A message about several things: how many, and the first of them in two lines each.
extension Composer {
    var digest: MessageContent {
        let shown = message.items.prefix(extent.items)
        let hidden = message.items.dropFirst(extent.items)
        var content = content(.severity(message.severity ?? .audit), title: total)
        if let tally {
            content.blocks.append(.paragraph(tally))
        }
        for (index, item) in shown.enumerated() {
            content.blocks.append(.entry(index + 1, entry(item)))
        }
        let more = hidden.count + message.furtherItems
        let moreAlerts = hidden.reduce(message.furtherCount) { $0 + $1.count }
        if more > 0 || moreAlerts > 0 {
            let words = phrases.counts.more.filled(["items": .number(more), "count": .number(moreAlerts)])
            content.blocks.append(.paragraph(words))
        }
        if message.unrecorded > 0 {
            content.blocks.append(
                .paragraph(phrases.counts.unrecorded.filled(["count": .number(message.unrecorded)]))
            )
        }
        if let first = message.items.map(\.first).min(), let last = message.items.map(\.last).max() {
            let (first, last) = (moment(first), moment(last))
            let period =
                first == last ? first : phrases.times.period.filled(["first": .words(first), "last": .words(last)])
            content.blocks.append(.fields([field(phrases.labels.time, period, isShort: false)]))
        }
        return content
    }

    /// Alerts that stand for nothing that is listed: nobody knows how each was treated.
    private var others: Int { message.furtherCount + message.unrecorded }

    /// How many alerts of how many workloads.
    private var total: Words {
        let counts = phrases.counts
        let workloads = Set(message.items.map { Workload($0.facts) }).count
        let values: [String: Template.Value] = [
            "count": .number(message.count), "workloads": .number(workloads),
        ]
        guard let severity = message.severity else { return counts.alerts.filled(values) }
        if others > 0 || message.furtherItems > 0 {
            return counts.totalOrMore.filled(values)
        }
        let isUniform = message.items.allSatisfy { $0.facts.severity == severity }
        return (isUniform ? phrases.action(severity).total : counts.total).filled(values)
    }

    /// How many of each severity; nil where the title says it.
    private var tally: Words? {
        var tallies: [Words] = []
        for severity in Severity.allCases.sorted(by: >) {
            let count = message.items.reduce(0) { $1.facts.severity == severity ? $0 + $1.count : $0 }
            if count > 0 {
                tallies.append(phrases.action(severity).tally.filled(["count": .number(count)]))
            }
        }
        if others > 0, !tallies.isEmpty {
            tallies.append(phrases.counts.tallyOfOthers.filled(["count": .number(others)]))
        }
        return tallies.count > 1 ? tallies.joined(" · ") : nil
    }

    private func entry(_ item: Message.Item) -> [Words] {
        let facts = item.facts
        var what = [
            count(item), phrases.action(facts.severity).name.filled(), title(facts), workload(facts),
        ]
        if let container = facts.container {
            what.append(phrases.lines.container.filled(["container": .words(theirs(container))]))
        }
        var details = [sizes(facts) ?? quoted(theirs(facts.message))]
        if let wayOut = shortWayOut(facts) {
            details.append(wayOut)
        }
        if let further = further(facts) {
            details.append(further)
        }
        if !facts.user.isEmpty {
            details.append(phrases.lines.user.filled(["user": .words(theirs(facts.user))]))
        }
        if !facts.decisionID.isEmpty {
            details.append(phrases.labels.decision.filled() + phrases.colon.filled() + theirs(facts.decisionID))
        }
        return [what.joined(" · "), details.joined(" · ")]
    }

    private func count(_ item: Message.Item) -> Words {
        guard item.toldBefore > 0 else { return phrases.counts.times.filled(["count": .number(item.count)]) }
        return phrases.counts.timesAgain.filled([
            "count": .number(item.count), "before": .number(item.toldBefore),
            "total": .number(item.toldBefore + item.count),
        ])
    }

    private func sizes(_ facts: AlertFacts) -> Words? {
        guard let declared = declared(facts), let limit = facts.limit else { return nil }
        var values: [String: Template.Value] = ["declared": .words(declared), "limit": .words(theirs(limit))]
        guard let resource = facts.resource else { return phrases.lines.sizes.filled(values) }
        values["resource"] = .words(theirs(resource))
        return phrases.lines.sizesOnSlice.filled(values)
    }
}

/// A workload by the bytes of its names: rows of combining marks take for ever to compare as characters.
private struct Workload: Hashable {
    private let names: [[UInt8]]

    init(_ facts: AlertFacts) {
        names = [facts.namespace, facts.owner.kind, facts.owner.name].map { Array($0.utf8) }
    }
}
