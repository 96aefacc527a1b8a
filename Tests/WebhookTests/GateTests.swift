import Foundation
import HTTP
import Logging
import Synchronization
import Telemetry
import TestSupport
import Testing
import Webhook

@Suite struct GateTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func error(_ policyFile: String) -> String? {
        do {
            _ = try Gate(policyFile: policyFile, logLevel: .info)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func aPolicyThatCannotBeReadIsNamedWithTheCause() throws {
        let missing = folder.path("missing.yaml")
        #expect(error(missing) == "\(missing): the policy cannot be read: there is no such file")
        let binary = folder.path("binary.yaml")
        try Data([0xFF, 0xFE, 0xFA]).write(to: URL(fileURLWithPath: binary))
        #expect(error(binary) == "\(binary): the policy cannot be read: it is not UTF-8")
        let directory = try #require(error(folder.url.path))
        #expect(directory.hasPrefix("\(folder.url.path): the policy cannot be read: "))
        #expect(directory.contains("it is a directory"))
    }

    @Test func everyProblemOfAPolicyIsNamed() throws {
        let file = try folder.write("reserve: 1GiB\ncolour: red\n", to: "policy.yaml")
        #expect(
            error(file) == """
                \(file):1: reserve: "1GiB" is no quantity: write 1Gi
                \(file):2: colour: unknown key; known are actions, exempt, gpus, headroom, limits, namespaces, \
                overrides, parallelismSources, reserve, sizeSources, workloads
                """
        )
    }

    @Test func theOperationsPortShowsTheGateAndItsServer() throws {
        let gate = try Gate(policyFile: nil, logLevel: .info)
        let route = gate.makeOperationsResponder(collectors: [{ $0.counter("mig_gate_requests_total", "Requests.", 7) }]
        )
        #expect(route.respond(to: Request(method: "GET", target: "/readyz")).text == "ok\n")
        let metrics = route.respond(to: Request(method: "GET", target: "/metrics")).text
        #expect(metrics.contains("# HELP mig_gate_requests_total Requests.\n"))
        #expect(metrics.hasSuffix("\nmig_gate_requests_total 7\n"))
        #expect(metrics.contains("\nmig_gate_log_lines_dropped_total 0\n"))
        gate.drain()
        let draining = route.respond(to: Request(method: "GET", target: "/readyz"))
        #expect(draining.status == .serviceUnavailable)
        #expect(draining.text.contains("\n[-]shutdown failed: "))
        #expect(route.respond(to: Request(method: "GET", target: "/livez")).status == .ok)
    }

    @Test func aGateJudgesByItsPolicyAndWritesItsLog() throws {
        let file = try folder.write("headroom:\n  default: 4Gi\n", to: "policy.yaml")
        let gate = try Gate(policyFile: file, logLevel: .info)
        let log = Mutex<[UInt8]>([])
        let responder = gate.makeResponder()
        for size in ["36Gi", "35Gi"] {
            let request = Request(
                method: "POST",
                target: "/validate",
                fields: HeaderFields([(name: "content-type", value: "application/json")]),
                body: Array(ReviewText.pod(size: "\"\(size)\"").utf8)
            )
            #expect(responder.respond(to: request).status == .ok)
        }
        let writer = Thread { gate.runLog { bytes in log.withLock { $0 += bytes } } }
        writer.start()
        gate.stop()
        let text = log.withLock { String(decoding: $0, as: UTF8.self) }
        // The time stands in front.
        let line = try #require(text.firstRange(of: #","level""#).map { text[$0.lowerBound...] })
        #expect(
            line == """
                ,"level":"warning","logger":"mig-gate","message":"denied","decision":"deny","uid":"u-1",\
                "operation":"CREATE","kind":"Pod","namespace":"ml","name":"p","user":"ann","findings":["ModelTooLarge"],\
                "declared":"36Gi","limit":"36Gi"}

                """
        )
    }
}
