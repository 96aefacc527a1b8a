import Foundation

/// Alerts for Prometheus' Alertmanager, `POST /api/v2/alerts`: one of each item, in an array.
///
/// Labels are what Alertmanager knows an alert again by, across tries and replicas: nothing stands in them that is another
/// in every review. All values are cut and made printable, and lose their angle brackets: templates put them into other
/// services' messages, where `<!channel>` wakes everybody.
enum AlertmanagerBody {
    /// How long an alert fires after its last time: a denial is a moment, and Alertmanager knows only states.
    private static let firing: TimeInterval = 900
    /// Alertmanager tells nobody of an alert whose end has passed, so what comes later than this fires from now on.
    private static let tolerableDelay: TimeInterval = 120
    private static let markup = Markup(replacing: Markup.fullwidth("<>"))

    static func body(_ message: Message, _ context: MessageContext) -> JSONNode {
        switch message.purpose {
        case .test: return [test(message, context)]
        case .alerts:
            var alerts = message.items.map { alert($0, message, context) }
            if let others = others(message, context) {
                alerts.append(others)
            }
            return .array(alerts)
        }
    }

    private static func alert(_ item: Message.Item, _ message: Message, _ context: MessageContext) -> JSONNode {
        let facts = item.facts
        let composer = Composer(message, context, .full(items: 1))
        let labels: [String: Words?] = [
            "alertname": "MIGGateFinding",
            "cluster": composer.cluster,
            "namespace": composer.theirs(facts.namespace),
            "owner_kind": composer.theirs(facts.owner.kind),
            "owner_name": composer.theirs(facts.owner.name),
            "container": facts.container.map(composer.theirs),
            "code": composer.theirs(facts.code),
            "severity": .ours(facts.severity.rawValue),
            "team": facts.team.map(composer.theirs),
        ]
        let annotations: [String: Words?] = [
            "summary": composer.envelope + composer.heading(facts),
            "description": composer.sentence(facts.message),
            "explanation": composer.phrases.finding(facts.code)?.explanation.filled(),
            "object": composer.object(facts.kind, facts.name, in: facts, composer.theirs),
            "resource": facts.resource.map(composer.theirs),
            "declared": composer.declared(facts),
            "limit": composer.limit(facts),
            "way_out": composer.wayOut(facts),
            "user": composer.theirs(facts.user),
            "decision_id": composer.theirs(facts.decisionID),
            "count": .ours(String(item.count)),
            "told_before": .ours(String(item.toldBefore)),
            "message_id": .theirs(message.id),
        ]
        return alert(labels, annotations, from: item.first, to: end(item.last, message, context))
    }

    /// An alert for what the message does not list, so that its numbers are not lost; nil if it lists everything.
    private static func others(_ message: Message, _ context: MessageContext) -> JSONNode? {
        let count = message.furtherCount + message.unrecorded
        guard count > 0 || message.furtherItems > 0 else { return nil }
        let composer = Composer(message, context, .full(items: 0))
        let labels: [String: Words?] = [
            "alertname": "MIGGateFurtherFindings",
            "cluster": composer.cluster,
            "severity": .ours((message.severity ?? .audit).rawValue),
        ]
        let annotations: [String: Words?] = [
            "summary": composer.digest.title,
            "further_items": .ours(String(message.furtherItems)),
            "count": .ours(String(count)),
            "unrecorded": .ours(String(message.unrecorded)),
            "message_id": .theirs(message.id),
        ]
        return alert(labels, annotations, from: message.created, to: end(message.created, message, context))
    }

    /// Shows that Alertmanager takes alerts; its end has passed when it arrives, so nobody is woken.
    private static func test(_ message: Message, _ context: MessageContext) -> JSONNode {
        let composer = Composer(message, context, .full(items: 0))
        let content = composer.content
        let labels: [String: Words?] = ["alertname": "MIGGateTest", "cluster": composer.cluster, "severity": "info"]
        let paragraphs = content.blocks.compactMap { block -> Words? in
            if case .paragraph(let words) = block { words } else { nil }
        }
        let annotations: [String: Words?] = [
            "summary": content.title,
            "description": paragraphs.joined("\n"),
            "message_id": .theirs(message.id),
        ]
        // It must not end before it begins, and Alertmanager counts in milliseconds.
        return alert(labels, annotations, from: message.created.addingTimeInterval(-1), to: message.created)
    }

    private static func end(_ last: Date, _ message: Message, _ context: MessageContext) -> Date {
        let isLate = context.now.timeIntervalSince(message.created) > tolerableDelay
        return (isLate ? max(last, context.now) : last).addingTimeInterval(firing)
    }

    /// An alert; what is nil or empty is left out, for an empty label is none.
    private static func alert(
        _ labels: [String: Words?],
        _ annotations: [String: Words?],
        from start: Date,
        to end: Date
    ) -> JSONNode {
        [
            "labels": strings(labels),
            "annotations": strings(annotations),
            "startsAt": .string(Moment(start).universal),
            "endsAt": .string(Moment(end).universal),
        ]
    }

    private static func strings(_ fields: [String: Words?]) -> JSONNode {
        .object(
            fields.compactMapValues { words in
                let text = words.map { markup.string($0) } ?? ""
                return text.isEmpty ? nil : .string(text)
            }
        )
    }
}
