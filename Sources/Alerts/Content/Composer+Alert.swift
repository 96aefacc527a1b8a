/// A message about one thing, with all that is known of it.
extension Composer {
    func alert(_ item: Message.Item) -> MessageContent {
        let facts = item.facts
        var content = content(.severity(facts.severity), title: heading(facts))
        if let explanation = phrases.finding(facts.code)?.explanation.filled() {
            content.blocks.append(.paragraph(explanation))
        }
        content.blocks.append(.fields(subject(facts) + judgement(facts) + circumstances(item)))
        return content
    }

    /// What was done about what.
    func heading(_ facts: AlertFacts) -> Words {
        phrases.action(facts.severity).title.filled([
            "workload": .words(workload(facts)), "finding": .words(title(facts)),
        ])
    }

    /// What it is about.
    private func subject(_ facts: AlertFacts) -> [MessageContent.Field] {
        let labels = phrases.labels
        let (object, owner) = (
            object(facts.kind, facts.name, in: facts, theirs),
            self.object(facts.owner.kind, facts.owner.name, in: facts, theirs)
        )
        var fields = [field(labels.object, object)]
        if owner != object {
            fields.append(field(labels.owner, owner))
        }
        if let container = facts.container {
            fields.append(field(labels.container, theirs(container)))
        }
        return fields
    }

    /// What was found, and what would help.
    private func judgement(_ facts: AlertFacts) -> [MessageContent.Field] {
        let labels = phrases.labels
        var fields: [MessageContent.Field] = []
        if let resource = facts.resource {
            fields.append(field(labels.slice, theirs(resource)))
        }
        if let declared = declared(facts) {
            fields.append(field(labels.declared, declared))
        }
        if let limit = limit(facts) {
            fields.append(field(labels.limit, limit, isShort: false))
        } else if !facts.message.isEmpty {
            let label = facts.severity == .audit ? labels.finding : labels.kubectl
            fields.append(field(label, quoted(sentence(facts.message)), isShort: false))
        }
        if let wayOut = wayOut(facts) {
            fields.append(field(labels.wayOut, wayOut, isShort: false))
        }
        if let further = further(facts) {
            fields.append(field(labels.further, further, isShort: false))
        }
        return fields
    }

    /// Who and when, and by what it is found again.
    private func circumstances(_ item: Message.Item) -> [MessageContent.Field] {
        let labels = phrases.labels
        var fields: [MessageContent.Field] = []
        if !item.facts.user.isEmpty {
            fields.append(field(labels.user, theirs(item.facts.user)))
        }
        if let team = item.facts.team {
            fields.append(field(labels.team, theirs(team)))
        }
        fields.append(field(labels.time, times(item), isShort: item.count == 1 && item.toldBefore == 0))
        fields.append(field(labels.cluster, cluster))
        fields.append(field(labels.decision, theirs(item.facts.decisionID), isShort: false))
        return fields
    }

    private func times(_ item: Message.Item) -> Words {
        var times = moment(item.last)
        if item.count > 1 {
            times = phrases.times.repeated.filled([
                "count": .number(item.count), "first": .words(moment(item.first)), "last": .words(moment(item.last)),
            ])
        }
        if item.toldBefore > 0 {
            let before = phrases.times.before.filled([
                "before": .number(item.toldBefore), "total": .number(item.toldBefore + item.count),
            ])
            times += " · " + before
        }
        return times
    }
}
