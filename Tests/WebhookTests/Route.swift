import Admission
import HTTP
import Logging
import TestSupport
import Webhook

/// The route under test, called as a function.
struct Route {
    var policy = Policy(.standard)
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    var counters = ReviewCounters()
    var alerts: AlertTap?

    /// Sends a body as the API server does.
    func post(
        _ body: String,
        to target: String = "/validate?timeout=10s",
        contentType: String? = "application/json",
        age: Duration = .zero
    ) -> Response {
        respond(
            Request(
                method: "POST",
                target: target,
                fields: HeaderFields(contentType.map { [(name: "content-type", value: $0)] } ?? []),
                body: Array(body.utf8),
                age: age
            )
        )
    }

    func respond(_ request: Request) -> Response {
        ValidateRoute(
            policy: LivePolicy(policy),
            logger: logger,
            decisions: logger,
            counters: counters,
            alerts: alerts
        )
        .respond(to: request)
    }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }
}
