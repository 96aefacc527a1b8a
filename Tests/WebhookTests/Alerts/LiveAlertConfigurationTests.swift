import Alerts
import Foundation
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import Webhook

@Suite struct LiveAlertConfigurationTests {
    private let folder: TemporaryFolder
    private let log = RecordedLog()

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(cluster: String) throws -> String {
        try folder.write(
            "cluster: \(cluster)\nreceivers: [{\(AlertText.receiver)}]\ndefaultReceiver: ops\n",
            to: "alerts.yaml"
        )
    }

    private func metrics(_ live: LiveAlertConfiguration) -> [String] {
        var text = PrometheusText()
        live.collect(into: &text)
        return text.text.split(separator: "\n").map(String.init)
    }

    @Test func aNewFileIsTakenOverAndHandedOn() throws {
        let file = try write(cluster: "one")
        let live = try LiveAlertConfiguration(file: file)
        var view = live.view()
        let taken = Mutex<[String]>([])
        let watched = WatchedFile(live, log.logger) { configuration in
            taken.withLock { $0.append(configuration.settings.cluster) }
        }
        #expect(watched.places().names == ["alerts.yaml"])
        watched.reload()
        _ = try write(cluster: "two")
        #expect(view.current().settings.cluster == "one")
        watched.reload()
        watched.reload()
        #expect(view.current().settings.cluster == "two")
        #expect(taken.withLock(\.self) == ["two"])
        #expect(log.lines == ["notice the alerts file has changed file=\(file) generation=2"])
        #expect(live.readiness == .ready("generation 2 of \(file)"))
    }

    @Test func aBrokenFileChangesNothingAndIsShown() throws {
        let file = try write(cluster: "one")
        let live = try LiveAlertConfiguration(file: file)
        _ = try folder.write("cluster: [", to: "alerts.yaml")
        #expect(live.reload(log.logger) == nil)
        var view = live.view()
        #expect(view.current().settings.cluster == "one")
        let problem = "\(file):2: not YAML: did not find expected node content"
        #expect(
            log.lines == [
                """
                error the alerts file cannot be used; the one before still counts file=\(file) generation=1 \
                problems=\(problem)
                """
            ]
        )
        #expect(live.readiness == .degraded("generation 1 still counts, the file cannot be used: \(problem)"))
        #expect(
            metrics(live) == [
                """
                # HELP mig_gate_alerts_reload_failed 1 while the alerts file cannot be used and the one before still counts, \
                otherwise 0.
                """,
                "# TYPE mig_gate_alerts_reload_failed gauge", "mig_gate_alerts_reload_failed 1",
                """
                # HELP mig_gate_alerts_generation Configurations of alerts that have counted since the start, the present one \
                included.
                """,
                "# TYPE mig_gate_alerts_generation gauge", "mig_gate_alerts_generation 1",
                """
                # HELP mig_gate_alerts_reload_failures_total Times that the alerts file changed into something that could not \
                be used.
                """,
                "# TYPE mig_gate_alerts_reload_failures_total counter", "mig_gate_alerts_reload_failures_total 1",
            ]
        )
    }

    /// The policy's words are those that dashboards and alerts were made for.
    @Test func thePolicysMetricsAreAsTheyWere() throws {
        var text = PrometheusText()
        try LivePolicy(file: nil).collect(into: &text)
        #expect(
            text.text == """
                # HELP mig_gate_policy_reload_failed 1 while the policy's file cannot be used and the one before still counts, \
                otherwise 0.
                # TYPE mig_gate_policy_reload_failed gauge
                mig_gate_policy_reload_failed 0
                # HELP mig_gate_policy_generation Policies that have counted since the start, the present one included.
                # TYPE mig_gate_policy_generation gauge
                mig_gate_policy_generation 1
                # HELP mig_gate_policy_reload_failures_total Times that the policy's file changed into something that could \
                not be used.
                # TYPE mig_gate_policy_reload_failures_total counter
                mig_gate_policy_reload_failures_total 0

                """
        )
        #expect(try LivePolicy(file: nil).readiness == .ready("the standard policy"))
    }
}
