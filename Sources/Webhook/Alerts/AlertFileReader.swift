import Admission
import Alerts
import Foundation
import Kubernetes
import MIG
import Yams

/// Reads the keys at the top of an alerts file.
final class AlertFileReader {
    private typealias Place = (node: Node, key: String)

    private let reader: SettingsReader
    private var settings = AlertSettings(cluster: "", timeZone: .gmt, receivers: [])
    private var keyword: String?
    private var teamLabel: String?
    /// Keys that were there.
    private var places: [String: Place] = [:]

    init(_ reader: SettingsReader) {
        self.reader = reader
    }

    /// Characters of a cluster's name, and of a keyword: they stand in every message.
    static let longestName = 63

    private static let intervals = Duration.seconds(10) ... .seconds(3600)
    /// How long repetitions, and messages that cannot be delivered, may wait.
    private static let longTimes = Duration.seconds(60) ... .seconds(7 * 24 * 3600)
    private static let mostRepeats = 16

    /// Reads the root. What could not be read is as if it were not there.
    func read(_ root: Node, _ check: (Receiver) -> String?, _ checkCA: (String) -> String?) -> AlertConfiguration {
        reader.forEachField(of: root, at: "", readers)
        if let caFile = settings.caFile, let problem = checkCA(caFile) {
            reader.refuse(places["ca"]?.node, "ca", problem)
        }
        // What is named elsewhere is known first, wherever it stands.
        let list = places["receivers"].map { reader.receivers($0.node, at: $0.key, keyword, check) }
        let onCall = places["onCall"].map { place in
            reader.onCall(place.node, at: place.key, knowsTeams: places["teamLabel"] != nil)
        }
        let receivers = list ?? ReceiverList()
        let routes = routes(receivers)
        if root.mapping != nil {
            requireKeys(root, routes)
        }
        settings.receivers = receivers.receivers
        return AlertConfiguration(
            settings: settings,
            routes: routes,
            onCall: onCall ?? OnCall(),
            teamLabel: teamLabel.map { FieldName($0) }
        )
    }

    private var readers: [String: SettingsReader.FieldReader] {
        let own: [String: SettingsReader.FieldReader] = [
            "cluster": { self.settings.cluster = self.reader.clusterName($0, at: $1) ?? "" },
            "timeZone": { self.settings.timeZone = self.timeZone($0, at: $1) ?? self.settings.timeZone },
            "replicas": { node, key in
                self.settings.replicas = self.reader.integer(node, at: key, within: 1...64) ?? 1
            },
            "keyword": { self.keyword = self.reader.wordOfMessages($0, at: $1) },
            "ca": { self.settings.caFile = self.reader.absolutePath($0, at: $1) },
            "wait": { node, key in
                self.set(\.wait, self.reader.duration(node, at: key, within: .zero ... .seconds(10)))
            },
            "interval": { self.set(\.interval, self.reader.duration($0, at: $1, within: Self.intervals)) },
            "repeats": { self.set(\.repeats, self.repeats($0, at: $1)) },
            "timeToLive": { self.set(\.timeToLive, self.reader.duration($0, at: $1, within: Self.longTimes)) },
            "teamLabel": { self.teamLabel = self.reader.labelKey($0, at: $1) },
            "receivers": { _, _ in }, "onCall": { _, _ in }, "routes": { _, _ in }, "defaultReceiver": { _, _ in },
        ]
        return Dictionary(
            uniqueKeysWithValues: own.map { name, read in
                (
                    name,
                    { node, key in
                        self.places[name] = (node, key)
                        read(node, key)
                    }
                )
            }
        )
    }

    private func set<Value>(_ setting: WritableKeyPath<AlertSettings, Value>, _ value: Value?) {
        if let value {
            settings[keyPath: setting] = value
        }
    }

    /// Says which keys must be there and are not.
    private func requireKeys(_ root: Node, _ routes: AlertRoutes) {
        if places["cluster"] == nil {
            reader.refuse(root, "cluster", "must be there: it stands in every message")
        }
        if places["receivers"] == nil {
            reader.refuse(root, "receivers", "must be there: without receivers nobody hears of anything")
        }
        if places["routes"] == nil, places["defaultReceiver"] == nil {
            reader.refuse(root, "defaultReceiver", "must be there where no routes are")
        }
    }
}

// The values at the top.
extension AlertFileReader {
    private func timeZone(_ node: Node, at key: String) -> TimeZone? {
        guard let text = reader.text(node, at: key) else { return nil }
        // Foundation knows abbreviations, too: CST is Chicago's time for it, and Shanghai's for others.
        if text == "UTC" || text.contains("/"), let zone = TimeZone(identifier: text) {
            return zone
        }
        let nearest = Spelling.nearest(to: text, among: TimeZone.knownTimeZoneIdentifiers)
        let way = nearest.map { "did you mean \($0)?" } ?? "write UTC or a name such as Asia/Shanghai"
        reader.refuse(node, key, "\(reader.quoted(text)) is no time zone; \(way)")
        return nil
    }

    /// Each no shorter than the one before: repetitions get rarer.
    private func repeats(_ node: Node, at key: String) -> [Duration]? {
        var repeats: [Duration] = []
        let known = reader.problems.count
        reader.forEachElement(of: node, at: key, most: Self.mostRepeats) { node, key in
            guard let duration = self.reader.duration(node, at: key, within: Self.longTimes) else { return }
            if let last = repeats.last, duration < last {
                self.reader.refuse(node, key, "is shorter than the \(last.inWords) before: repetitions get rarer")
            }
            repeats.append(duration)
        }
        if repeats.isEmpty, reader.problems.count == known {
            reader.refuse(node, key, "is empty; write one duration at least, such as [4h]")
        }
        return repeats.isEmpty ? nil : repeats
    }

    /// Reads routes and default receiver together, and says which receivers hear of nothing.
    private func routes(_ receivers: ReceiverList) -> AlertRoutes {
        let known = reader.problems.count
        let routes = places["routes"].map { reader.alertRoutes($0.node, at: $0.key, receivers) } ?? []
        let defaultReceiver = places["defaultReceiver"].flatMap { place in
            reader.text(place.node, at: place.key).flatMap { reader.receiver($0, place.node, place.key, of: receivers) }
        }
        // What is misspelt there may be what is missing.
        if reader.problems.count == known {
            checkDefault(routes)
            let named = Set(routes.flatMap(\.receivers) + [defaultReceiver].compactMap(\.self))
            for place in receivers.places where !named.contains(place.name) {
                let cause = "neither a route nor defaultReceiver names \(reader.shown(place.name))"
                reader.refuse(place.node, place.key, "hears of nothing: \(cause)")
            }
        }
        return AlertRoutes(routes, defaultReceiver: defaultReceiver)
    }

    /// Refuses a default receiver of which a route before keeps everything.
    private func checkDefault(_ routes: [AlertRoute]) {
        guard let place = places["defaultReceiver"] else { return }
        var shadows = RouteShadows()
        for (index, route) in routes.enumerated() {
            shadows.add(route, "routes[\(index)]")
        }
        if let shadow = shadows.shadow(of: AlertRoute()) {
            reader.refuse(place.node, place.key, "never reached: \(shadow) matches everything that is refused before")
        }
    }
}
