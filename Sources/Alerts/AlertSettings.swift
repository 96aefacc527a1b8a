package import Foundation

/// How alerts are delivered: what the configuration says, apart from whom they go to.
package struct AlertSettings: Sendable {
    /// The name of the cluster, in every message.
    package var cluster: String
    /// The zone in which messages give times.
    package var timeZone: TimeZone
    /// Processes that share the robots: each keeps to its part of their limits.
    package var replicas = 1
    /// How long the first alert of a quiet group waits for others of the same moment.
    package var wait = Duration.seconds(5)
    /// How long after a message of a group the next comes with what is new in it.
    package var interval = Duration.seconds(60)
    /// How long after a message what only repeats comes again, the last for every further time.
    package var repeats: [Duration] = [.seconds(300), .seconds(1800), .seconds(14_400)]
    /// How old a message may get before nobody sends it any more.
    package var timeToLive = Duration.seconds(6 * 3600)
    /// PEM file of CAs that are trusted besides the system's.
    package var caFile: String?
    package var receivers: [Receiver]

    package init(cluster: String, timeZone: TimeZone, receivers: [Receiver]) {
        self.cluster = cluster
        self.timeZone = timeZone
        self.receivers = receivers
    }
}
