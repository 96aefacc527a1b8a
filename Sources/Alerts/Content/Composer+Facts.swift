/// What the facts of an alert are in words.
extension Composer {
    /// A few words for a finding; its code where there are no words for it.
    func title(_ facts: AlertFacts) -> Words {
        phrases.finding(facts.code)?.title.filled() ?? theirsInTitle(facts.code)
    }

    /// `Deployment team-a/llm`
    func object(_ kind: String, _ name: String, in facts: AlertFacts, _ cut: (String) -> Words) -> Words {
        let place = facts.namespace.isEmpty ? Words() : cut(facts.namespace) + "/"
        return cut(kind) + " " + place + cut(name)
    }

    /// What people know the workload by, for titles.
    func workload(_ facts: AlertFacts) -> Words {
        object(facts.owner.kind, facts.owner.name, in: facts, theirsInTitle)
    }

    /// `50Gi`, with the share of each slice where there are several.
    func declared(_ facts: AlertFacts) -> Words? {
        guard let declared = facts.declared else { return nil }
        guard let share = facts.share else { return theirs(declared) }
        return phrases.sizes.shared.filled(["declared": value(declared), "share": value(share)])
    }

    /// The limit, and how it came about.
    func limit(_ facts: AlertFacts) -> Words? {
        guard let limit = facts.limit else { return nil }
        guard let derivation = facts.derivation.map(words) else { return theirs(limit) }
        return phrases.sizes.derived.filled(["limit": value(limit), "derivation": .words(derivation)])
    }

    private func words(_ derivation: AlertFacts.Derivation) -> Words {
        let sizes = phrases.sizes
        switch derivation {
        case .nominal(let nominal, let headroom):
            return sizes.nominal.filled(["nominal": value(nominal), "headroom": value(headroom)])
        case .usable(let usable, let gpu?, let reserve):
            return sizes.measured.filled(["usable": value(usable), "gpu": value(gpu), "reserve": value(reserve)])
        case .usable(let usable, nil, let reserve):
            return sizes.estimated.filled(["usable": value(usable), "reserve": value(reserve)])
        case .fixed:
            return sizes.fixed.filled()
        case .capped(let usable, let gpu?, let fixed):
            return sizes.cappedMeasured.filled(["usable": value(usable), "gpu": value(gpu), "fixed": value(fixed)])
        case .capped(let usable, nil, let fixed):
            return sizes.cappedEstimated.filled(["usable": value(usable), "fixed": value(fixed)])
        }
    }

    /// What would help, in a sentence.
    func wayOut(_ facts: AlertFacts) -> Words? {
        let ways = phrases.waysOut
        switch facts.wayOut {
        case .slice(let resource, let limit)?:
            return ways.slice.filled(["resource": value(resource), "limit": value(limit)])
        case .sharing(let annotation, let processes)?:
            return ways.sharing.filled(["annotation": value(annotation), "processes": .number(processes)])
        case .splitting(let resource, let limit, let annotation, let processes)?:
            return ways.splitting.filled([
                "resource": value(resource), "limit": value(limit), "annotation": value(annotation),
                "processes": .number(processes),
            ])
        // Lest it is read as Optional.none.
        case AlertFacts.WayOut.none?: return ways.none.filled()
        case nil: return nil
        }
    }

    /// What would help, in few words.
    func shortWayOut(_ facts: AlertFacts) -> Words? {
        let ways = phrases.waysOut
        switch facts.wayOut {
        case .slice(let resource, _)?: return ways.shortSlice.filled(["resource": value(resource)])
        case .sharing(let annotation, let processes)?:
            return ways.shortSharing.filled(["annotation": value(annotation), "processes": .number(processes)])
        case .splitting(let resource, _, _, let processes)?:
            return ways.shortSplitting.filled(["resource": value(resource), "processes": .number(processes)])
        case AlertFacts.WayOut.none?: return ways.shortNone.filled()
        case nil: return nil
        }
    }

    /// What else was found in the object, of which no alert tells.
    func further(_ facts: AlertFacts) -> Words? {
        facts.further > 0 ? phrases.counts.further.filled(["count": .number(facts.further)]) : nil
    }

    /// The message of a finding, cut: it needs more room than a name, and without numbers it is all that there is.
    func sentence(_ text: String) -> Words { .theirs(text.printable(3 * extent.characters)) }

    /// A stranger's words within quotation marks.
    func quoted(_ words: Words) -> Words {
        phrases.quotation.filled(["text": .words(words)])
    }

    private func value(_ text: String) -> Template.Value { .words(theirs(text)) }
}
