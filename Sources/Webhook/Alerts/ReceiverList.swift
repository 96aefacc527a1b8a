import Admission
import Alerts
import MIG
import Yams

/// The receivers of an alerts file.
struct ReceiverList {
    /// A name, and where the receiver stands that has it.
    struct Place {
        let name: String
        let node: Node
        let key: String
    }

    /// Those that could be read.
    var receivers: [Receiver] = []
    /// All that have names.
    var places: [Place] = []

    func place(of name: String) -> Place? {
        places.first { $0.name == name }
    }
}

extension SettingsReader {
    /// The name of a receiver that there is; nil, and a problem, for another.
    func receiver(_ name: String, _ node: Node, _ key: String, of receivers: ReceiverList) -> String? {
        guard receivers.place(of: name) == nil else { return name }
        let known = receivers.places.map(\.name)
        let hint =
            Spelling.nearest(to: name, among: known).map { "; did you mean \(shown($0))?" }
            ?? (known.isEmpty ? "" : "; known are \(known.map(shown).joined(separator: ", "))")
        refuse(node, key, "no receiver is called \(quoted(name))\(hint)")
        return nil
    }
}
