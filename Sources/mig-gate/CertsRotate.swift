import ArgumentParser
import Foundation
import Transport
import Webhook

struct CertsRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Replace certificates in the cluster before they end; run it several times a day.",
        discussion: """
            Looks at the Secret that the gate serves from and at the webhook configuration that API servers know it by, and \
            does what is due: issues the first certificates, replaces the certificate when a third of its life is left, \
            replaces the CA when it might not outlive two certificates, and mends the caBundle of webhooks that point at \
            the Service. An old CA stays trusted until every replica presents a certificate of the new one. A run that ends \
            early leaves what works, and the next run goes on from there.

            Needs get and update of the Secret and of the webhook configuration, by name, and nothing else. Without \
            --replicas nobody can be asked: the old CA then goes once --settle and --wait have passed.

            Exit status: 0 if nothing is left to do, 1 if the next run has to go on, 2 if something has to be mended first.

            Examples:
              mig-gate certs rotate --replicas mig-gate-replicas.mig-gate.svc:8443
              mig-gate certs rotate --dry-run --renew ca
            """
    )

    @Option(help: ArgumentHelp("The Secret that the gate serves from.", valueName: "namespace/name"))
    var secret = "mig-gate/mig-gate-tls"

    @Option(help: ArgumentHelp("The ValidatingWebhookConfiguration whose caBundle is kept.", valueName: "name"))
    var webhook = "mig-gate"

    @Option(
        help: ArgumentHelp("The Service that webhooks point at; it names the certificate.", valueName: "namespace/name")
    )
    var service = "mig-gate/mig-gate"

    @Option(
        help: ArgumentHelp(
            "A host name or address that the certificate bears, too; may be given several times.",
            valueName: "name"
        )
    )
    var name: [String] = []

    @Option(
        help: ArgumentHelp(
            "A host whose addresses are those of all replicas, and their port; they are asked what they present.",
            valueName: "host:port"
        )
    )
    var replicas: String?

    @Option(help: ArgumentHelp("How long a new CA is valid.", valueName: "days"))
    var caDays = 365

    @Option(help: ArgumentHelp("How long a new certificate is valid.", valueName: "days"))
    var days = 30

    @Option(help: ArgumentHelp("Replace this although it is not due.", valueName: "leaf|ca"))
    var renew: RotationSettings.Renewal?

    @Option(
        help: ArgumentHelp(
            "How long API servers may take to learn of a CA that they are to trust.",
            valueName: "duration"
        )
    )
    var settle = "30s"

    @Option(
        help: ArgumentHelp("How long replicas may take to present a new certificate.", valueName: "duration")
    )
    var wait = "5m"

    @Option(help: ArgumentHelp("How long all of it may take.", valueName: "duration"))
    var deadline = "10m"

    @Option(help: ArgumentHelp("The API server, https://HOST:PORT; the cluster's own unless given.", valueName: "url"))
    var api: String?

    @Option(
        help: ArgumentHelp("PEM file with the API server's CA; the mounted one unless given.", valueName: "file"),
        completion: .file(extensions: ["crt", "pem"])
    )
    var apiCA: String?

    @Option(
        help: ArgumentHelp("File with the token for the API server; the mounted one unless given.", valueName: "file"),
        completion: .file()
    )
    var tokenFile: String?

    @Flag(help: "Say what would be done next, and write nothing.")
    var dryRun = false

    func run() throws {
        // A container's first process ends at no signal that nobody handles. Whatever a run has written works.
        try TerminationSignals.hold().exitAtNext()
        let rotation = try Unusable.guarding {
            CertificateRotation(try settings(), try APIServer(access()), .transport) {
                try StandardOutput.write($0 + "\n")
            }
        }
        do {
            try rotation.run()
        } catch let failure as RotationFailure {
            StandardError.write(Array("Error: \(failure)\n".utf8))
            throw ExitCode(failure.exitStatus)
        }
    }

    private func settings() throws -> RotationSettings {
        try RotationSettings(
            secret: secret,
            webhook: webhook,
            service: service,
            names: name,
            replicas: replicas,
            authorityDays: caDays,
            days: days,
            renewal: renew,
            settle: settle,
            wait: wait,
            deadline: deadline,
            isDryRun: dryRun
        )
    }

    private func access() throws -> APIAccess {
        try APIAccess(
            origin: api,
            authorityFile: apiCA,
            tokenFile: tokenFile,
            environment: ProcessInfo.processInfo.environment
        )
    }
}

extension RotationSettings.Renewal: ExpressibleByArgument {}
