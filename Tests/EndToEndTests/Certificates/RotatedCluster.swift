import Foundation
import Synchronization
import TestSupport

/// A cluster in which the program rotates certificates: a fake of the API, and a kubelet that brings the Secret into the
/// folder that a server reads.
final class RotatedCluster: Sendable {
    /// The host that the server's certificate is for.
    static let service = "mig-gate.mig-gate.svc"

    let api: KubernetesFake
    let folder: TemporaryFolder
    private let apiCertificate: DevelopmentCertificate
    private let isWorking = Atomic(true)

    init() throws {
        apiCertificate = try DevelopmentCertificate()
        api = try KubernetesFake(apiCertificate)
        folder = try TemporaryFolder()
        _ = try folder.write(KubernetesFake.token, to: "token")
        try api.put(
            .secret,
            """
            {"apiVersion": "v1", "kind": "Secret", "type": "Opaque",
             "metadata": {"name": "mig-gate-tls", "namespace": "mig-gate"}}
            """
        )
        try api.put(
            .webhook,
            """
            {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration",
             "metadata": {"name": "mig-gate"}, "webhooks": [{"name": "pods.mig-gate.io",
             "clientConfig": {"service": {"namespace": "mig-gate", "name": "mig-gate", "path": "/validate"}}}]}
            """
        )
    }

    deinit {
        isWorking.store(false, ordering: .relaxed)
    }

    /// Runs `mig-gate certs rotate` to its end.
    func rotate(_ arguments: String...) throws -> Command.Output {
        try Command.run(Repository.executable.path, self.arguments + arguments)
    }

    /// What a run is started with.
    var arguments: [String] {
        [
            "certs", "rotate", "--api", api.origin, "--api-ca", apiCertificate.authority, "--token-file",
            folder.path("token"), "--settle", "100ms", "--wait", "1s",
        ]
    }

    /// A text of the Secret; empty where there is none.
    func text(_ key: String) throws -> String {
        let object = try JSONSerialization.jsonObject(with: api.json(.secret)) as? [String: Any]
        return Self.decoded((object?["data"] as? [String: String])?[key])
    }

    /// The CAs that API servers trust for the webhook.
    func bundle() throws -> String {
        let object = try JSONSerialization.jsonObject(with: api.json(.webhook)) as? [String: Any]
        let webhook = (object?["webhooks"] as? [[String: Any]])?.first
        return Self.decoded((webhook?["clientConfig"] as? [String: Any])?["caBundle"] as? String)
    }

    /// Puts what is served where servers read it, the key first and each at once.
    func deliver() throws {
        for name in ["tls.key", "tls.crt"] {
            let text = try text(name)
            if (try? String(contentsOfFile: folder.path(name), encoding: .utf8)) != text {
                rename(try folder.write(text, to: "new"), folder.path(name))
            }
        }
    }

    /// Goes on delivering until the cluster goes.
    func startKubelet() {
        Thread.detachNewThread { [weak self] in
            while let cluster = self, cluster.isWorking.load(ordering: .relaxed) {
                try? cluster.deliver()
                usleep(200_000)
            }
        }
    }

    private static func decoded(_ base64: String?) -> String {
        base64.flatMap { Data(base64Encoded: $0) }.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
