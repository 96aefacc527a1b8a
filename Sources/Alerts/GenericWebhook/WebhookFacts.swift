/// One alert in the program's own JSON.
struct WebhookFacts {
    /// Characters of each value; nil for all of them.
    let characters: Int?

    func alert(_ item: Message.Item) -> JSONNode {
        let facts = item.facts
        var fields: [String: JSONNode] = [
            "severity": .string(facts.severity.rawValue),
            "code": text(facts.code),
            "kind": text(facts.kind),
            "namespace": text(facts.namespace),
            "name": text(facts.name),
            "owner": ["kind": text(facts.owner.kind), "name": text(facts.owner.name)],
            "message": text(facts.message),
            "user": text(facts.user),
            "decisionID": text(facts.decisionID),
            "count": .number(item.count),
            "toldBefore": .number(item.toldBefore),
            "first": .string(Moment(item.first).universal),
            "last": .string(Moment(item.last).universal),
        ]
        if facts.further > 0 {
            fields["further"] = .number(facts.further)
        }
        fields["container"] = facts.container.map(text)
        fields["resource"] = facts.resource.map(text)
        fields["declared"] = facts.declared.map(text)
        fields["share"] = facts.share.map(text)
        fields["limit"] = facts.limit.map(text)
        fields["team"] = facts.team.map(text)
        fields["derivation"] = facts.derivation.map(derivation)
        fields["wayOut"] = facts.wayOut.map(wayOut)
        fields["onCall"] = onCall(facts.onCall)
        return .object(fields)
    }

    private func text(_ text: String) -> JSONNode {
        .string(characters.map(text.printable) ?? text)
    }

    private func derivation(_ derivation: AlertFacts.Derivation) -> JSONNode {
        var fields: [String: JSONNode]
        switch derivation {
        case .nominal(let nominal, let headroom):
            fields = ["from": "nominal", "nominal": text(nominal), "headroom": text(headroom)]
        case .usable(let usable, let gpu, let reserve):
            fields = ["from": "usable", "usable": text(usable), "reserve": text(reserve)]
            fields["measuredOn"] = gpu.map(text)
        case .fixed:
            fields = ["from": "fixed"]
        case .capped(let usable, let gpu, let fixed):
            fields = ["from": "capped", "usable": text(usable), "fixed": text(fixed)]
            fields["measuredOn"] = gpu.map(text)
        }
        return .object(fields)
    }

    private func wayOut(_ wayOut: AlertFacts.WayOut) -> JSONNode {
        switch wayOut {
        case .slice(let resource, let limit):
            ["by": "slice", "resource": text(resource), "limit": text(limit)]
        case .sharing(let annotation, let processes):
            ["by": "sharing", "annotation": text(annotation), "processes": .number(processes)]
        case .splitting(let resource, let limit, let annotation, let processes):
            [
                "by": "splitting", "resource": text(resource), "limit": text(limit), "annotation": text(annotation),
                "processes": .number(processes),
            ]
        case .none: ["by": "none"]
        }
    }

    /// The lists that are not empty; nil if all are.
    private func onCall(_ mentions: Mentions) -> JSONNode? {
        let lists = [
            "feishu": mentions.feishu, "dingtalkMobiles": mentions.dingtalkMobiles,
            "dingtalkUsers": mentions.dingtalkUsers, "wecom": mentions.wecom, "slack": mentions.slack,
        ]
        .filter { !$0.value.isEmpty }
        return lists.isEmpty ? nil : .object(lists.mapValues { .array($0.map(text)) })
    }
}
