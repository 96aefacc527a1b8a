import Foundation
import TestSupport
import Testing

@testable import Webhook

/// The Kubernetes API, whole and broken; without TLS, for whom requests trust counts for the whole process.
@Suite struct APIServerTests {
    private static let secret = APIResource.secret(namespace: "mig-gate", name: "mig-gate-tls")
    private static let webhook = APIResource.validatingWebhookConfiguration(name: "mig-gate")

    private let folder: TemporaryFolder
    private let fake: KubernetesFake
    private let access: APIAccess
    private let server: APIServer

    init() throws {
        folder = try TemporaryFolder()
        fake = try KubernetesFake()
        let token = try folder.write(KubernetesFake.token + "\n", to: "token")
        access = APIAccess(origin: fake.origin, authorityFile: nil, tokenFile: token)
        server = try APIServer(access, timeout: .seconds(2))
        try fake.put(.secret, text(ClusterObjects.emptySecret))
        try fake.put(.webhook, text(ClusterObjects.webhooks))
    }

    private func text(_ value: APIValue) throws -> String { String(decoding: try value.json(), as: UTF8.self) }

    /// What comes of reading the Secret, in words.
    private func failure(_ resource: APIResource = secret) -> APIFailure? {
        do throws(APIFailure) {
            _ = try server.get(resource)
            return nil
        } catch {
            return error
        }
    }

    @Test func objectsComeWholeAndGoWhole() throws {
        for (resource, object) in [(Self.secret, ClusterObjects.emptySecret), (Self.webhook, ClusterObjects.webhooks)] {
            var read = try server.get(resource)
            try server.update(resource, to: read)
            read["metadata"]?["resourceVersion"] = nil
            #expect(read == object)
        }
        let calls = try fake.calls()
        #expect(calls.map(\.verb) == ["get", "update", "get", "update"])
        #expect(
            calls.allSatisfy { $0.status == 200 && $0.headers["authorization"] == "Bearer \(KubernetesFake.token)" }
        )
        #expect(calls[1].headers["content-type"] == "application/json")
        #expect(server.clockSkew == .zero)
    }

    @Test func aChangeOfAnotherIsAConflict() throws {
        let read = try server.get(Self.secret)
        try fake.put(.secret, text(ClusterObjects.emptySecret))
        let failure = #expect(throws: APIFailure.self) { try server.update(Self.secret, to: read) }
        guard case .conflict(let words)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(words.contains("the object has been modified"))
    }

    @Test func whatIsNotThereIsNotFound() throws {
        try fake.put(.webhook, nil)
        #expect(failure(Self.webhook) == .notFound)
    }

    @Test(arguments: [
        #"{"kind": "status", "status": 500}"#, #"{"kind": "status", "status": 504}"#, #"{"kind": "hang"}"#,
        #"{"kind": "close"}"#, #"{"kind": "half", "accept": true}"#, #"{"kind": "html"}"#,
        #"{"kind": "html", "status": 502}"#, #"{"kind": "large"}"#,
    ])
    func whatMayPassIsSaidSo(fault: String) throws {
        try fake.fail([try #require(JSONSerialization.jsonObject(with: Data(fault.utf8)) as? [String: Any])])
        guard case .passing(let words, pause: nil)? = failure() else {
            Issue.record("\(String(describing: failure()))")
            return
        }
        #expect(words.contains("get of Secret mig-gate/mig-gate-tls at \(fake.origin)"))
        #expect(!words.contains("made-up"))
    }

    @Test func tooManyRequestsSayHowLongToWait() throws {
        try fake.fail([["kind": "status", "status": 429, "headers": ["Retry-After": "7"]]])
        guard case .passing(_, pause: .seconds(7))? = failure() else {
            Issue.record("\(String(describing: failure()))")
            return
        }
    }

    @Test func nobodyListening() throws {
        let access = APIAccess(origin: "https://127.0.0.1:1", authorityFile: nil, tokenFile: access.tokenFile)
        let failure = #expect(throws: APIFailure.self) { try APIServer(access).get(Self.secret) }
        guard case .passing? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test(arguments: [
        (
            #"{"kind": "status", "status": 403}"#,
            #"resources: ["secrets"], resourceNames: ["mig-gate-tls"], verbs: ["get"]"#
        ),
        (#"{"kind": "status", "status": 401}"#, "does not accept the token of --token-file"),
        (#"{"kind": "redirect"}"#, "a redirect, which is not followed"),
    ])
    func whatSomebodyHasToMendIsSaidSo(fault: String, words: String) throws {
        try fake.fail([try #require(JSONSerialization.jsonObject(with: Data(fault.utf8)) as? [String: Any])])
        let failure = #expect(throws: APIFailure.self) { try server.get(Self.secret) }
        guard case .refused(let said)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(said.contains(words))
        #expect(!said.contains("made-up"))
    }

    /// As a webhook of somebody else's may that refuses the write.
    @Test func keysThatAnAnswerRepeatsAreNotTold() throws {
        let key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEG\n-----END PRIVATE KEY-----\n"
        let encoded = Data(key.utf8).base64EncodedString()
        var object = try server.get(Self.secret)
        object["data"] = .object(["ca.key": .string(encoded)])
        try fake.fail([["kind": "status", "status": 422, "message": "no: \(encoded), \(key)"]])
        let failure = #expect(throws: APIFailure.self) { try server.update(Self.secret, to: object) }
        guard case .refused(let words)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(words.contains("answers 422: no: ***"), "\(words)")
        #expect(!words.contains("MIGHAgEA") && !words.contains(encoded.prefix(40)), "\(words)")
    }

    @Test func aTokenIsReadForEachRequest() throws {
        _ = try folder.write("another", to: "token")
        guard case .refused(let words)? = failure() else {
            Issue.record("\(String(describing: failure()))")
            return
        }
        #expect(words.contains("401"))
        _ = try folder.write(KubernetesFake.token, to: "token")
        #expect(failure() == nil)
    }

    @Test func aWholeRotation() throws {
        let settings = try RotationSettings()
        let certificates = MadeUpCertificates(serials: .init()) { Date() }
        try fake.fail([
            ["kind": "status", "status": 409, "verb": "update", "calls": 2],
            ["kind": "half", "verb": "update", "object": "webhook", "accept": true, "calls": 1],
        ])
        var lines: [String] = []
        var clock = RotationClock.real
        clock.pause = { _ in }
        let rotation = CertificateRotation(settings, server, certificates.workshop(), clock: clock) { lines.append($0) }
        try rotation.run()
        let updates = try fake.calls().filter { $0.verb == "update" }
        #expect(updates.map(\.status) == [nil, nil, 200, 200], "\(lines)")
        let kept = CertificateSecret(try server.get(Self.secret), certificates.workshop())
        #expect(kept.state.leafProblem == nil)
        #expect(!lines.contains { $0.contains("made-up") || $0.contains("key of") }, "\(lines)")
    }
}
