import HTTP
import Telemetry
import Testing
import Webhook

@Suite struct OperationsRouteTests {
    private func answer(
        _ target: String,
        method: String = "GET",
        checks: [HealthCheck] = [],
        liveness: [HealthCheck] = [],
        collectors: [OperationsRoute.Collector] = []
    ) -> Response {
        OperationsRoute(liveness: liveness, readiness: checks, collectors: collectors)
            .respond(to: Request(method: method, target: target))
    }

    private let ready = [
        HealthCheck("policy") { .ready("generation 3") },
        HealthCheck("shutdown") { .ready("") },
    ]
    private let degraded = [
        HealthCheck("policy") { .degraded("reload failed: a.yaml:1: x\na.yaml:2: y") },
        HealthCheck("shutdown") { .ready("") },
    ]
    private let failed = [
        HealthCheck("policy") { .ready("generation 3") },
        HealthCheck("shutdown") { .notReady("the server drains") },
    ]

    @Test func aServerThatAnswersIsAlive() {
        let answer = answer("/livez", checks: failed)
        #expect(answer.status == .ok)
        #expect(answer.text == "ok\n")
    }

    @Test func whoIsNotAliveSaysWhy() {
        let stuck = [HealthCheck("loops") { .notReady("loop 1 has stood still for 31 s") }]
        let answer = answer("/livez", checks: ready, liveness: stuck)
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.text == "[-]loops failed: loop 1 has stood still for 31 s\nlivez check failed\n")
    }

    @Test func whereAllIsWellAWordIsEnough() {
        #expect(answer("/readyz", checks: ready).text == "ok\n")
        #expect(answer("/readyz", checks: ready).status == .ok)
        #expect(answer("/readyz?timeout=1s", checks: ready).text == "ok\n")
        #expect(answer("/readyz").text == "ok\n")
    }

    @Test(arguments: ["/readyz?verbose", "/readyz?verbose=", "/readyz?verbose=true", "/readyz?a=b&verbose"])
    func allLinesAreThereForTheAsking(target: String) {
        let answer = answer(target, checks: ready)
        #expect(answer.status == .ok)
        #expect(answer.text == "[+]policy ok: generation 3\n[+]shutdown ok\nreadyz check passed\n")
    }

    @Test func whatIsDegradedIsAlwaysTold() {
        let line = "[!]policy degraded: reload failed: a.yaml:1: x; a.yaml:2: y"
        let short = answer("/readyz", checks: degraded)
        #expect(short.status == .ok)
        #expect(short.text == "ok\n\(line)\n")
        #expect(answer("/readyz?verbose", checks: degraded).text == "\(line)\n[+]shutdown ok\nreadyz check passed\n")
    }

    @Test(arguments: ["/readyz", "/readyz?verbose"])
    func whoIsNotReadySaysWhy(target: String) {
        let answer = answer(target, checks: failed)
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.contentType == "text/plain; charset=utf-8")
        #expect(
            answer.text == "[+]policy ok: generation 3\n[-]shutdown failed: the server drains\nreadyz check failed\n"
        )
    }

    @Test func metricsStandInTheOrderOfTheirOwners() {
        let answer = answer(
            "/metrics",
            collectors: [{ $0.gauge("b", "B.", 2) }, { $0.counter("a_total", "A.", 1) }]
        )
        #expect(answer.status == .ok)
        #expect(answer.contentType == "text/plain; version=0.0.4; charset=utf-8")
        #expect(
            answer.text == "# HELP b B.\n# TYPE b gauge\nb 2\n# HELP a_total A.\n# TYPE a_total counter\na_total 1\n"
        )
    }

    @Test(arguments: ["/livez", "/readyz", "/metrics"])
    func everythingIsReadOnly(path: String) {
        #expect(answer(path, method: "HEAD").status == .ok)
        let refusal = answer(path, method: "POST")
        #expect(refusal.status == .methodNotAllowed)
        #expect(refusal.allow == "GET, HEAD")
    }

    @Test(arguments: ["/", "/validate", "/livez/", "/readyz/policy", "/metrics2"])
    func elsewhereIsNothing(target: String) {
        #expect(answer(target).status == .notFound)
    }
}
