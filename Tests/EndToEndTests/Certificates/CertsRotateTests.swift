import Foundation
import TestSupport
import Testing

/// `mig-gate certs rotate` against a fake of the Kubernetes API, with a server that presents what it issues.
@Suite struct CertsRotateTests {
    private let cluster: RotatedCluster

    init() throws {
        cluster = try RotatedCluster()
    }

    private func count(_ pem: String) -> Int { pem.components(separatedBy: "-----BEGIN CERTIFICATE-----").count - 1 }

    /// A server of the cluster's certificate, once there is one.
    private func server() throws -> ServerProcess {
        try cluster.deliver()
        return try ServerProcess(
            chain: cluster.folder.path("tls.crt"),
            key: cluster.folder.path("tls.key")
        )
    }

    /// Whether an API server that trusts the webhook's CAs gets an answer.
    private func isTrusted(_ server: ServerProcess) throws -> Bool {
        let authorities = try cluster.folder.write(try cluster.bundle(), to: "bundle.crt")
        let port = server.address.split(separator: ":").last ?? ""
        let output = try Command.run(
            "curl",
            [
                "--silent", "--noproxy", "*", "--output", "/dev/null", "--cacert", authorities, "--connect-to",
                "\(RotatedCluster.service):443:127.0.0.1:\(port)", "https://\(RotatedCluster.service)/validate",
            ]
        )
        return output.status == 0
    }

    @Test func theFirstRunIssuesWhatTheNextLeavesAlone() throws {
        let first = try cluster.rotate()
        #expect(first.status == 0, "\(first.standardError)")
        #expect(
            first.standardOutput.contains("written: Secret mig-gate/mig-gate-tls: a new CA and a certificate of it")
        )
        let authorities = try cluster.folder.write(try cluster.text("ca.crt"), to: "ca.crt")
        let leaf = try cluster.folder.write(try cluster.text("tls.crt"), to: "leaf.crt")
        let verified = try Command.run(
            "openssl",
            [
                "verify", "-CAfile", authorities, "-purpose", "sslserver", "-verify_hostname", RotatedCluster.service,
                leaf,
            ]
        )
        #expect(verified.status == 0, "\(verified.standardError)")
        #expect(try cluster.bundle() == cluster.text("ca.crt"))
        let calls = try cluster.api.calls().count
        let second = try cluster.rotate()
        #expect(second.status == 0, "\(second.standardError)")
        #expect(try cluster.api.calls().dropFirst(calls).allSatisfy { $0.verb == "get" })
    }

    @Test func aServerIsTrustedWhileItsCAChanges() throws {
        try #require(cluster.rotate().status == 0)
        let server = try server()
        #expect(try isTrusted(server))
        let before = try cluster.bundle()
        // Nobody brings the new certificate yet.
        let blocked = try cluster.rotate("--renew", "ca", "--replicas", server.address)
        #expect(blocked.status == 1)
        #expect(
            blocked.standardError.contains("\(server.address) presents that of CN=mig-gate"),
            "\(blocked.standardError)"
        )
        #expect(try count(cluster.bundle()) == 2)
        #expect(try isTrusted(server))
        cluster.startKubelet()
        let done = try cluster.rotate("--replicas", server.address, "--wait", "30s")
        #expect(done.status == 0, "\(done.standardError)")
        #expect(try count(cluster.bundle()) == 1)
        #expect(try cluster.bundle() != before)
        #expect(try isTrusted(server))
    }

    @Test func aCertificateWithAnothersKeyIsReplaced() throws {
        try #require(cluster.rotate().status == 0)
        var secret = try #require(JSONSerialization.jsonObject(with: cluster.api.json(.secret)) as? [String: Any])
        var data = try #require(secret["data"] as? [String: String])
        data["tls.key"] = data["ca.key"]
        secret["data"] = data
        let torn = String(decoding: try JSONSerialization.data(withJSONObject: secret), as: UTF8.self)
        try cluster.api.put(.secret, torn)
        let run = try cluster.rotate()
        #expect(run.status == 0, "\(run.standardError)")
        #expect(run.standardOutput.contains("cannot be used: is not that of its private key"), "\(run.standardOutput)")
        #expect(try cluster.text("tls.key") != cluster.text("ca.key"))
    }

    @Test func whatSomebodyHasToMendHasAStatusOfItsOwn() throws {
        try cluster.api.fail([["kind": "status", "status": 403, "verb": "update", "object": "webhook"]])
        let run = try cluster.rotate()
        #expect(run.status == 2)
        #expect(run.standardError.contains(#"resourceNames: ["mig-gate"], verbs: ["update"]"#), "\(run.standardError)")
        #expect(!run.standardError.contains("made-up"))
        let option = try cluster.rotate("--days", "0")
        #expect(option.status == 2)
        #expect(option.standardError.contains("--days 0"), "\(option.standardError)")
    }

    /// A container's first process is spared signals that nobody handles, as one is that inherits them ignored.
    @Test func aRunEndsAtOnceWhenItIsAskedTo() throws {
        try cluster.api.fail([["kind": "status", "status": 503]])
        let script = #"trap '' TERM; mkfifo "$0"; "$@" >"$0" & read -r line <"$0"; kill -TERM $!; wait $!"#
        let run = try Command.run(
            "/bin/sh",
            ["-c", script, cluster.folder.path("output"), Repository.executable.path] + cluster.arguments
                + ["--deadline", "20s"]
        )
        #expect(run.status == 143, "\(run.standardError)")
    }

    @Test func aDryRunAndADeadlineWriteNothing() throws {
        let dry = try cluster.rotate("--dry-run")
        #expect(dry.status == 0)
        #expect(dry.standardOutput.contains("would write: Secret mig-gate/mig-gate-tls: a new CA"))
        try cluster.api.fail([["kind": "status", "status": 503]])
        let late = try cluster.rotate("--deadline", "2s")
        #expect(late.status == 1)
        #expect(late.standardError.contains("answers 503"), "\(late.standardError)")
        #expect(try cluster.api.calls().allSatisfy { $0.verb == "get" })
    }
}
