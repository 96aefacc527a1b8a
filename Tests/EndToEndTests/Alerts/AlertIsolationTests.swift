import Foundation
import TestSupport
import Testing

/// Whatever chat does, reviews do not notice.
@Suite struct AlertIsolationTests {
    private static let reviews = 4_000

    /// A service that takes connections and never answers costs neither time nor memory of `/validate`.
    @Test func aServiceThatHangsForEverCostsReviewsNothing() throws {
        let fakes = try RobotFakes()
        let receivers = [AlertedServer.Receiver(service: .feishu), .init(service: .dingtalk)]
        let alerted = try AlertedServer(fakes, receivers)
        let before = try Self.measure(alerted)
        for service in [RobotService.feishu, .dingtalk] {
            try fakes.configure(service, ["fault": ["kind": "hang"]])
        }
        // The first messages hang before anything is measured.
        try alerted.post("deployment-triton-dep")
        let hanging = try Self.measure(alerted)
        #expect(hanging.failures == 0)
        // A millisecond for the noise of a machine that also runs other tests.
        #expect(hanging.median < before.median * 2 + 0.001, "median \(before.median) s, then \(hanging.median) s")
        let again = try Self.measure(alerted)
        #expect(again.kilobytes - hanging.kilobytes < 4_096, "\(hanging.kilobytes) KiB, then \(again.kilobytes) KiB")
    }

    /// Sends denials over one connection.
    private static func measure(_ alerted: AlertedServer) throws -> (median: Double, failures: Int, kilobytes: Int) {
        let output = try Command.run(
            "curl",
            [
                "--silent", "--insecure", "--header", "content-type: application/json", "--data-binary",
                "@\(Repository.file("Tests/Fixtures/reviews/pod-fifty-on-40.json").path)", "--output", "/dev/null",
                "--write-out", "%{http_code} %{time_total}\n",
                "\(alerted.server.url)?timeout=10s&batch=[1-\(reviews)]",
            ]
        )
        let lines = output.standardOutput.split(separator: "\n").map { $0.split(separator: " ") }
        let times = lines.compactMap { Double($0[1]) }.sorted()
        #expect(times.count == reviews)
        return (times[times.count / 2], lines.count { $0[0] != "200" }, alerted.server.residentKilobytes)
    }
}
