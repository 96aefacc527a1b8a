import Foundation

@testable import Webhook

/// The two objects as they are shipped, with fields that the program does not know.
enum ClusterObjects {
    static let emptySecret: APIValue = .object([
        "apiVersion": .string("v1"), "kind": .string("Secret"), "type": .string("Opaque"),
        "metadata": .object([
            "name": .string("mig-gate-tls"), "namespace": .string("mig-gate"), "uid": .string("5f1c"),
            "generation": .integer(9_007_199_254_740_993),
        ]),
    ])

    /// Two webhooks of ours, one of another Service and one that is a URL.
    static let webhooks: APIValue = .object([
        "apiVersion": .string("admissionregistration.k8s.io/v1"), "kind": .string("ValidatingWebhookConfiguration"),
        "metadata": .object(["name": .string("mig-gate"), "generation": .integer(3)]),
        "webhooks": .array([
            webhook("pods.mig-gate.io", service: "mig-gate"), webhook("templates.mig-gate.io", service: "mig-gate"),
            webhook("other.example.com", service: "other", bundle: pem("b3RoZXI=")),
            .object([
                "name": .string("url.example.com"),
                "clientConfig": .object(["url": .string("https://example.com"), "caBundle": .string(pem("dXJs"))]),
            ]),
        ]),
    ])

    private static func pem(_ content: String) -> String {
        let pem = "-----BEGIN CERTIFICATE-----\n\(content)\n-----END CERTIFICATE-----\n"
        return Data(pem.utf8).base64EncodedString()
    }

    private static func webhook(_ name: String, service: String, bundle: String? = nil) -> APIValue {
        var client: [String: APIValue] = [
            "service": .object([
                "namespace": .string("mig-gate"), "name": .string(service), "path": .string("/validate"),
                "port": .integer(443),
            ])
        ]
        client["caBundle"] = bundle.map { .string($0) }
        return .object([
            "name": .string(name), "clientConfig": .object(client), "timeoutSeconds": .integer(3),
            "unknown": .array([.null, .bool(true), .decimal(0.5)]),
        ])
    }
}
