public import ArgumentParser
import Glibc
public import Logging
import Transport
import Webhook

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer the API server's AdmissionReviews over HTTPS.",
        discussion: """
            Example:
              mig-gate serve --policy policy.yaml --tls-cert tls.crt --tls-key tls.key

            The certificate, its key and the CAs of clients are read again whenever their files change. What clients would refuse \
            does not replace a certificate that they take.

            The operations port answers /livez, /readyz and /metrics over plain HTTP.

            SIGTERM drains: /readyz answers 503, clients are asked to go elsewhere for --drain-delay, then what has begun is \
            finished, within 30 s. A second signal ends at once.
            """
    )

    @Option(
        help: ArgumentHelp(
            """
            The policy file, read again whenever it changes; without it the standard values count.
            """,
            valueName: "file"
        ),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var policy: String?

    @Option(
        help: ArgumentHelp(
            "PEM file with the serving certificate and those that lead to its CA.",
            valueName: "file"
        ),
        completion: .file(extensions: ["crt", "pem"])
    )
    var tlsCert: String

    @Option(
        help: ArgumentHelp("PEM file with the private key of the serving certificate, unencrypted.", valueName: "file"),
        completion: .file(extensions: ["key", "pem"])
    )
    var tlsKey: String

    @Option(
        help: ArgumentHelp(
            """
            A DNS name or IP address that the certificate must bear, or it is refused; may be given several times.
            """,
            valueName: "name"
        )
    )
    var tlsName: [String] = []

    @Option(help: "The lowest TLS version that clients may speak.")
    var tlsMinVersion = TLSVersion.v12

    @Flag(name: .customLong("no-http2"), help: "Speak HTTP/1.1 only; HTTP/2, too, unless given.")
    var refusesHTTP2 = false

    @Option(
        help: ArgumentHelp(
            "PEM file with the CAs of clients; without it clients need no certificate.",
            valueName: "file"
        ),
        completion: .file(extensions: ["crt", "pem"])
    )
    var clientCA: String?

    @Option(
        help: ArgumentHelp(
            "A common name or DNS name that a client's certificate may have; may be given several times, any unless given.",
            valueName: "name"
        )
    )
    var clientName: [String] = []

    @Option(
        help: ArgumentHelp(
            "Numeric address and port to listen on; [::]:8443 for IPv6 and IPv4.",
            valueName: "address:port"
        )
    )
    var listen = "0.0.0.0:8443"

    @Option(
        help: ArgumentHelp(
            "Numeric address and port of the operations port, which speaks plain HTTP.",
            valueName: "address:port"
        )
    )
    var opsListen = "0.0.0.0:9090"

    @Flag(name: .customLong("no-ops"), help: "Have no operations port.")
    var refusesOperations = false

    @Option(
        help: ArgumentHelp(
            "The file that says who hears of denials, read again whenever it changes; without it nobody does.",
            valueName: "file"
        ),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var alerts: String?

    @Option(
        help: ArgumentHelp(
            "A folder of this process's own in which alerts wait until they are delivered; without it a restart loses them.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var alertsDir: String?

    @Option(
        help: ArgumentHelp("Threads that serve, 1 to 64; one per core, up to four, unless given.", valueName: "number")
    )
    var loops: Int?

    @Option(
        help: ArgumentHelp(
            "How long to go on serving after SIGTERM, while endpoints are updated: 10s, 500ms, up to 1h.",
            valueName: "duration"
        )
    )
    var drainDelay = "10s"

    @Option(help: ArgumentHelp("The least important log records to write.", valueName: "level"))
    var logLevel = Logger.Level.info

    func validate() throws {
        guard SocketAddress(listen) != nil else {
            throw ValidationError("--listen is '\(listen)'; write a numeric address and a port, such as 0.0.0.0:8443")
        }
        guard SocketAddress(opsListen) != nil else {
            throw ValidationError(
                "--ops-listen is '\(opsListen)'; write a numeric address and a port, such as 0.0.0.0:9090"
            )
        }
        guard let delay = DurationOption.parse(drainDelay), delay <= .seconds(3600) else {
            throw ValidationError("--drain-delay is '\(drainDelay)'; write a duration such as 10s, up to an hour")
        }
        guard loops.map({ (1...64).contains($0) }) ?? true else {
            throw ValidationError("--loops is \(loops ?? 0); write a number from 1 to 64")
        }
        guard alertsDir == nil || alerts != nil else {
            throw ValidationError("--alerts-dir needs --alerts, which says who hears of denials")
        }
        guard !tlsName.contains("") else {
            throw ValidationError("--tls-name is empty; write a DNS name or IP address, such as mig-gate.mig-gate.svc")
        }
        guard !clientName.contains("") else {
            throw ValidationError("--client-name is empty; write a common name or DNS name, such as kube-apiserver")
        }
        guard clientName.isEmpty || clientCA != nil else {
            throw ValidationError("--client-name needs --client-ca, which says whose certificates are looked at")
        }
    }

    func run() throws {
        // Before any thread starts, so that all of them hold the signals back.
        let signals = TerminationSignals.hold()
        DescriptorLimit.raise()
        let gate = try Gate(
            policyFile: policy,
            alerts: alerts.map { ($0, alertsDir) },
            logLevel: logLevel
        )
        try NamedThread.start("log") { gate.runLog(StandardError.write) }
        let logger = gate.logger
        let failed: @Sendable (SystemError) -> Void = { error in
            // Half a server would look alive: whoever started us starts us again.
            logger.critical("a loop has failed", metadata: ["error": "\(error)"])
            gate.stop()
            Glibc.exit(1)
        }
        let server = try Server(settings(), makeResponder: { gate.makeResponder() }, failed: failed)
        let certificate = CertificateWatch(server, name: tlsName.first ?? "", logger)
        let operations = try refusesOperations ? nil : startOperations(of: server, certificate, gate, failed)
        if let alerts = gate.alerts {
            try NamedThread.start("alerts") { alerts.run() }
        }
        try ConfigurationWatch.start(gate.files + [certificate?.file].compactMap(\.self), logger)
        try certificate?.start()
        var addresses: Logger.Metadata = ["address": "\(server.address)"]
        addresses["operations"] = operations.map { "\($0.address)" }
        logger.info("listening", metadata: addresses)
        signals.wait()
        try signals.exitAtNext()
        logger.info("draining", metadata: ["delay": "\(drainDelay)"])
        gate.drain()
        server.drain()
        operations?.drain()
        usleep(UInt32((DurationOption.parse(drainDelay) ?? .zero) / .seconds(1) * 1_000_000))
        server.stop(grace: .seconds(30))
        gate.alerts?.stop(within: .seconds(5))
        // Last, so that somebody can look at what the others still do.
        operations?.stop(grace: .seconds(1))
        logger.info("stopped", metadata: counts(server))
        gate.stop()
    }

    /// Starts the operations port, on a thread of its own: whoever looks takes no time from reviews.
    private func startOperations(
        of server: Server,
        _ certificate: CertificateWatch?,
        _ gate: Gate,
        _ failed: @escaping @Sendable (SystemError) -> Void
    ) throws -> Server {
        let counters = server.counters
        do {
            return try Server(
                ServerSettings(operationsAt: Self.address(opsListen)),
                makeResponder: {
                    gate.makeOperationsResponder(
                        liveness: [HealthCheck("loops") { server.stuckLoop.map { .notReady($0) } ?? .ready("") }],
                        readiness: certificate?.checks ?? [],
                        collectors: [{ counters.collect(into: &$0) }] + [certificate?.collector].compactMap(\.self)
                    )
                },
                failed: failed
            )
        } catch {
            throw OperationsError(reason: "\(error)")
        }
    }

    private func counts(_ server: Server) -> Logger.Metadata {
        Dictionary(uniqueKeysWithValues: server.counters.values.map { ($0.name, "\($0.value)") })
    }

    /// The address that an option names.
    private static func address(_ text: String) -> SocketAddress {
        guard let address = SocketAddress(text) else {
            // validate() has read it before run() is called.
            preconditionFailure("\(text) is no address")
        }
        return address
    }

    private func settings() -> ServerSettings {
        var settings = ServerSettings(
            address: Self.address(listen),
            certificateChainFile: tlsCert,
            privateKeyFile: tlsKey
        )
        settings.certificateNames = tlsName
        if let loops {
            settings.loops = loops
        }
        if tlsMinVersion == .v13 {
            settings.requireTLS13()
        }
        if refusesHTTP2 {
            settings.refuseHTTP2()
        }
        if let clientCA {
            settings.requireClients(certifiedBy: clientCA, called: clientName)
        }
        return settings
    }
}

/// Why there is no operations port.
struct OperationsError: Error, CustomStringConvertible {
    let reason: String

    var description: String { "--ops-listen: \(reason)" }
}

enum TLSVersion: String, ExpressibleByArgument, CaseIterable {
    case v12 = "1.2"
    case v13 = "1.3"
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
