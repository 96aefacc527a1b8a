import Foundation
import TestSupport
import Testing

/// The operations port, as a kubelet, Prometheus and people with curl see it.
@Suite struct OperationsTests {
    private let certificate: DevelopmentCertificate
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        certificate = try DevelopmentCertificate()
    }

    /// Status and body.
    private func get(_ path: String, of server: ServerProcess) throws -> (status: String, body: String) {
        let address = try #require(server.operations)
        let output = try Command.run(
            "curl",
            ["--silent", "--max-time", "10", "--write-out", "%{stderr}%{http_code}", "http://\(address)\(path)"]
        )
        return (output.standardError, output.standardOutput)
    }

    private func review(_ name: String, by server: ServerProcess) throws {
        let file = Repository.file("Tests/Fixtures/reviews/\(name).json").path
        try Command.run(
            "curl",
            ["--silent", "--max-time", "10", "--cacert", certificate.authority, "--data-binary", "@\(file)"]
                + ["--header", "Content-Type: application/json", server.url]
        )
    }

    @Test func aServerThatServesIsAliveAndReady() throws {
        let server = try ServerProcess(certificate)
        #expect(try get("/livez", of: server) == ("200", "ok\n"))
        #expect(try get("/livez?verbose", of: server) == ("200", "[+]loops ok\nlivez check passed\n"))
        #expect(try get("/readyz", of: server) == ("200", "ok\n"))
        let readiness = try get("/readyz?verbose", of: server)
        #expect(readiness.status == "200")
        let pattern =
            #/
            \[\+\]policy\ ok:\ the\ standard\ policy\n
            \[\+\]certificate\ ok:\ expires\ 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\ in\ (?:29|30)\ days,\ generation\ 1\n
            \[\+\]listener\ ok:\ 127\.0\.0\.1:\d+\ presented\ the\ certificate\ that\ counts,\ \d+\ seconds?\ ago\n
            \[\+\]shutdown\ ok\n
            readyz\ check\ passed\n
            /#
        #expect(readiness.body.wholeMatch(of: pattern) != nil, "\(readiness.body)")
        #expect(try get("/", of: server).status == "404")
    }

    @Test func reviewsAreCounted() throws {
        let server = try ServerProcess(certificate)
        try review("pod-fifty-on-40", by: server)
        try review("pod-fifty-on-40", by: server)
        let metrics = try get("/metrics", of: server).body
        for sample in [
            #"mig_gate_reviews_total{kind="Pod",decision="deny"} 2"#,
            #"mig_gate_findings_total{code="ModelTooLarge",action="deny"} 2"#, "mig_gate_http_requests_total 2",
            "mig_gate_http_request_duration_seconds_count 2", "mig_gate_http_requests_in_flight 0",
            #"mig_gate_http_overloads_total{limit="connections"} 0"#,
            #"mig_gate_tls_handshakes_failed_total{cause="not_tls"} 0"#,
        ] {
            #expect(metrics.contains("\n\(sample)\n"), "\(sample)")
        }
        let connections = metrics.firstMatch(of: #/\nmig_gate_connections_accepted_total (\d+)\n/#).flatMap {
            Int($0.1)
        }
        // One for each review, and those of the server to itself, which looks every ten seconds.
        #expect(try #require(connections) >= 3)
    }

    /// An alerts file whose receiver is not there.
    private func alertsFile() throws -> String {
        let url = try folder.write("http://127.0.0.1:1/", to: "url")
        let text = "cluster: test\ndefaultReceiver: a\nreceivers: [{name: a, type: webhook, url: {file: \(url)}}]\n"
        return try folder.write(text, to: "alerts.yaml")
    }

    /// What chat does is no reason to send no reviews.
    @Test func aReceiverThatIsNotThereLeavesTheServerReady() throws {
        let server = try ServerProcess(certificate, ["--alerts", alertsFile()])
        try review("pod-fifty-on-40", by: server)
        let readiness = try get("/readyz?verbose", of: server)
        #expect(readiness.status == "200")
        #expect(readiness.body.contains("[+]alerts-file ok: generation 1 of "))
        #expect(readiness.body.contains("[+]alerts ok"))
    }

    /// Prometheus' own reader and its advice on names.
    @Test func prometheusHasNothingToSayAboutTheMetrics() throws {
        let server = try ServerProcess(certificate, ["--alerts", alertsFile()])
        try review("pod-fifty-on-40", by: server)
        let metrics = try get("/metrics", of: server).body
        let verdict = try Command.run("promtool", ["check", "metrics"], input: Array(metrics.utf8))
        #expect(verdict.standardError + verdict.standardOutput == "")
        #expect(verdict.status == 0)
    }

    @Test func everyMetricIsDocumented() throws {
        let documented = try Repository.text("docs/metrics.md")
        let metrics = try get("/metrics", of: ServerProcess(certificate, ["--alerts", alertsFile()])).body
        for line in metrics.split(separator: "\n") where line.hasPrefix("# TYPE ") {
            let name = line.split(separator: " ")[2]
            #expect(documented.contains("| `\(name)`") || documented.contains("| `\(name){"), "\(name)")
        }
    }

    @Test func whoeverIsAskedToEndIsNotReadyButAlive() throws {
        let server = try ServerProcess(certificate, ["--drain-delay", "60s"])
        server.signal(SIGTERM)
        #expect(settled(on: "503") { (try? get("/readyz", of: server))?.status ?? "" } == "503")
        #expect(try get("/readyz", of: server).body.contains("\n[-]shutdown failed: "))
        #expect(try get("/livez", of: server) == ("200", "ok\n"))
        #expect(try get("/metrics", of: server).status == "200")
        server.signal(SIGTERM)
        #expect(server.exitStatus(within: 10) == 128 + SIGTERM)
    }

    @Test func thePortCanBeDoneWithout() throws {
        let server = try ServerProcess(certificate, ["--no-ops"])
        #expect(server.operations == nil)
        server.signal(SIGTERM)
        #expect(server.exitStatus(within: 10) == 0)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/net/if_inet6")))
    func bothPortsMayBeIPv6() throws {
        let server = try ServerProcess(certificate, ["--listen", "[::1]:0", "--ops-listen", "[::1]:0"])
        #expect(server.address.hasPrefix("[::1]:"))
        #expect(try #require(server.operations).hasPrefix("[::1]:"))
        #expect(try get("/readyz", of: server) == ("200", "ok\n"))
        try review("pod-fifty-on-40", by: server)
        #expect(
            try get("/metrics", of: server).body.contains(
                "\nmig_gate_reviews_total{kind=\"Pod\",decision=\"deny\"} 1\n"
            )
        )
    }
}
