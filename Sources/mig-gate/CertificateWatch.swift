import Logging
import Transport
import Webhook

/// Has the server take over a new certificate from its files, and says how the certificate and the listener are.
struct CertificateWatch: Sendable {
    private let certificate: LiveCertificate
    private let probe: ListenerProbe
    private let logger: Logger

    /// - Parameters:
    ///   - server: whose certificate it is; nil comes of one without TLS.
    ///   - name: by which of its names the server looks at itself.
    ///   - logger: told of changes, and of a certificate at the start that clients will not take.
    init?(_ server: Server, name: String, _ logger: Logger) {
        guard let certificate = server.certificate, let probe = ListenerProbe(of: server, name: name) else {
            return nil
        }
        self.certificate = certificate
        self.probe = probe
        self.logger = logger
        if certificate.status.failure != nil {
            log(
                certificate.status,
                refused: "clients refuse the certificate; not ready until the files hold a better one"
            )
        }
    }

    /// Has the server connect to itself once, and then again and again.
    func start() throws(SystemError) {
        try probe.start()
    }

    /// The certificate's files.
    var file: WatchedFile {
        WatchedFile({ [certificate] in certificate.files }, look: { [self] in look() })
    }

    private func look() {
        guard let status = certificate.reload() else { return }
        log(status, refused: "the certificate's files cannot be used; the certificate before them still counts")
    }

    /// For `/readyz`.
    var checks: [HealthCheck] {
        [
            HealthCheck("certificate") { [certificate] in HealthCheck.Status(certificate.health) },
            HealthCheck("listener") { [probe] in HealthCheck.Status(probe.health) },
        ]
    }

    /// For `/metrics`.
    var collector: OperationsRoute.Collector {
        { [certificate] in certificate.collect(into: &$0) }
    }

    private func log(_ status: LiveCertificate.Status, refused: String) {
        var metadata: Logger.Metadata = [
            "file": "\(certificate.files[0])", "generation": "\(status.generation)", "expires": "\(status.leaf.end)",
            "fingerprint": "\(status.leaf.fingerprint)",
        ]
        guard let failure = status.failure else {
            logger.notice("the certificate has changed", metadata: metadata)
            return
        }
        metadata["problems"] = "\(failure)"
        logger.error("\(refused)", metadata: metadata)
    }
}

extension HealthCheck.Status {
    fileprivate init(_ health: ServingHealth) {
        self =
            switch health {
            case .ready(let note): .ready(note)
            case .degraded(let note): .degraded(note)
            case .notReady(let reason): .notReady(reason)
            }
    }
}
