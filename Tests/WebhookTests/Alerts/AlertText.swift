import Admission
import Alerts
import Webhook

/// Alerts files as text.
enum AlertText {
    /// A receiver, and what makes a file whole with it.
    static let receiver = "name: ops, type: dingtalk, url: {env: OPS_URL}"
    static let rest = "cluster: prod\ndefaultReceiver: ops"

    /// The lines that an operator reads of a file that cannot be used, without its name; nil if it can.
    static func problems(_ yaml: String, check: (Receiver) -> String? = { _ in nil }) -> [String]? {
        do throws(SettingsProblems) {
            _ = try AlertConfiguration.read(yaml: yaml, file: "a", check: check)
            return nil
        } catch {
            return error.lines.map { String($0.dropFirst(2).trimmingPrefix(" ")) }
        }
    }

    /// The problems of a file that is whole but for one line at its beginning.
    static func problems(top line: String) -> [String]? {
        let cluster = line.hasPrefix("cluster") ? "" : "cluster: prod\n"
        return problems("\(line)\n\(cluster)receivers: [{\(receiver)}]\ndefaultReceiver: ops")
    }

    /// The problems of a file whose first line has the only receiver.
    static func problems(receiver: String) -> [String]? {
        problems("receivers: [{\(receiver)}]\n\(rest)")
    }

    /// A file with the receivers `a` to `d`, which hear of everything behind the routes or entries of its first line.
    static func problems(withFour line: String) -> [String]? {
        problems("\(line)\n\(four)")
    }

    static let four = """
        cluster: prod
        receivers:
        - {name: a, type: slack, url: {env: A}}
        - {name: b, type: slack, url: {env: B}}
        - {name: c, type: slack, url: {env: C}}
        - {name: d, type: slack, url: {env: D}}
        """

    static func configuration(_ yaml: String) throws -> AlertConfiguration {
        try AlertConfiguration.read(yaml: yaml, file: "alerts.yaml")
    }
}
