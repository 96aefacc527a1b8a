import Foundation
package import Telemetry

extension AlertService {
    /// Appends the metrics of alerts and their receivers.
    package func collect(into text: inout PrometheusText) {
        let published = published
        text.counter("mig_gate_alerts_queued_total", "Alerts that were taken to be told of.", queued.value)
        text.counter("mig_gate_alerts_lost_total", "Alerts lost because the queue was full.", lost.value)
        text.gauge(
            "mig_gate_alert_outbox_on_disk",
            "1 while what waits is on disk, 0 while it is in memory only.",
            published.isOnDisk ? 1 : 0
        )
        Self.collect(published.states, into: &text)
        Self.collect(published.states.filter(\.isPresent), at: now(), into: &text)
    }

    private static func collect(_ states: [ReceiverState], into text: inout PrometheusText) {
        text.family("mig_gate_alerts_delivered_total", .counter, "Alerts that a receiver was told of.") { samples in
            for state in states {
                samples.add(state.counters.delivered, ["receiver": state.name])
            }
        }
        text.family(
            "mig_gate_alerts_suppressed_total",
            .counter,
            "Alerts without a message of their own, which repeat what waits or was told and count in a later one."
        ) { samples in
            for state in states {
                samples.add(state.counters.suppressed, ["receiver": state.name])
            }
        }
        text.family(
            "mig_gate_alert_messages_total",
            .counter,
            "What became of messages, and of tries that did not deliver them."
        ) { samples in
            for state in states {
                for result in ReceiverCounters.Result.allCases {
                    samples.add(state.counters[result], ["receiver": state.name, "result": result.rawValue])
                }
            }
        }
        text.family(
            "mig_gate_alerts_dropped_total",
            .counter,
            "Alerts that a receiver will never hear of."
        ) { samples in
            for state in states {
                for loss in ReceiverCounters.Loss.allCases {
                    samples.add(state.counters[loss], ["receiver": state.name, "reason": loss.rawValue])
                }
            }
        }
    }

    private static func collect(_ states: [ReceiverState], at now: Date, into text: inout PrometheusText) {
        text.family(
            "mig_gate_alert_receiver_degraded",
            .gauge,
            "1 while a receiver takes no messages until somebody mends something, otherwise 0."
        ) { samples in
            for state in states {
                samples.add(state.degradation == nil ? 0 : 1, ["receiver": state.name])
            }
        }
        text.family("mig_gate_alerts_pending", .gauge, "Alerts that a receiver is still to hear of.") { samples in
            for state in states {
                samples.add(state.waiting, ["receiver": state.name])
            }
        }
        text.family(
            "mig_gate_alert_oldest_seconds",
            .gauge,
            "Age of the oldest alert that a receiver is still to hear of; 0 for none."
        ) { samples in
            for state in states {
                let age = state.oldest.map { max(0, now.timeIntervalSince($0)) } ?? 0
                samples.add(age, ["receiver": state.name])
            }
        }
        text.family(
            "mig_gate_alert_last_success_timestamp_seconds",
            .gauge,
            "When a receiver took a message last, in seconds since 1970; 0 for not since the start."
        ) { samples in
            for state in states {
                samples.add(state.lastSuccess?.timeIntervalSince1970 ?? 0, ["receiver": state.name])
            }
        }
    }
}
