import Alerts
import Foundation
import FoundationNetworking
import Synchronization

/// The Kubernetes API, as a pod's account sees it: objects are read whole and written whole.
package final class APIServer: Sendable {
    /// Bytes of an answer that are read; etcd keeps no object larger than 1.5 MiB.
    private static let answerLimit = 4 << 20
    /// How long one request may take.
    private static let requestTime = Duration.seconds(10)
    /// A clock that is off by less is not called so: answers take time, and say theirs in whole seconds.
    private static let clockTolerance = Duration.seconds(2)

    private let access: APIAccess
    private let client: HTTPClient
    private let skew = Mutex(Duration.zero)

    /// - Parameter access: where it is, and what opens it.
    /// - Throws: `ConfigurationError` where nothing can be asked of it: no libcurl, no CA.
    package convenience init(_ access: APIAccess) throws(ConfigurationError) {
        try self.init(access, timeout: Self.requestTime)
    }

    init(_ access: APIAccess, timeout: Duration) throws(ConfigurationError) {
        if let obstacle = TrustedCA.obstacle {
            throw ConfigurationError(obstacle)
        }
        if let file = access.authorityFile, let problem = TrustedCA.trust(file) {
            throw ConfigurationError("--api-ca \(file): \(problem)")
        }
        self.access = access
        client = HTTPClient(timeout: timeout, limit: Self.answerLimit)
    }

    /// How far this machine's clock is ahead of the server's, as the last answer had it; negative where it is behind.
    var clockSkew: Duration { skew.withLock(\.self) }

    /// Reads an object.
    func get(_ resource: APIResource) throws(APIFailure) -> APIValue {
        try answer("get", "GET", resource, nil)
    }

    /// Writes an object over the one that it was made of: its `metadata.resourceVersion` has to be that of the object as it
    /// is now.
    func update(_ resource: APIResource, to object: APIValue) throws(APIFailure) {
        guard let body = try? object.json() else { throw .refused("\(resource) cannot be written as JSON") }
        _ = try answer("update", "PUT", resource, body, secrets: Self.privateKeys(of: object))
    }

    /// The private keys of a Secret, as they stand in it and as they are: others on the way of a write, such as webhooks
    /// that refuse it, may repeat them.
    private static func privateKeys(of object: APIValue) -> [String] {
        (object["data"]?.object ?? [:]).filter { $0.key.hasSuffix(".key") }.values.compactMap(\.string).flatMap {
            text in
            [text, String(decoding: Data(base64Encoded: text) ?? Data(), as: UTF8.self)]
        }
    }

    private func answer(
        _ verb: String,
        _ method: String,
        _ resource: APIResource,
        _ body: Data?,
        secrets: [String] = []
    ) throws(APIFailure) -> APIValue {
        let token: Secret
        do throws(SecretError) {
            // Kubelets write a new one long before the old one ends.
            token = try SecretSource.file(access.tokenFile).read()
        } catch {
            throw .refused("--token-file: \(error)")
        }
        guard let url = URL(string: access.origin + resource.path) else {
            throw .refused("--api \(access.origin): is no URL")
        }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        request.setValue("Bearer \(token.exposed)", forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        request.setValue("mig-gate/\(Version.current)", forHTTPHeaderField: "User-Agent")
        if body != nil {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let redactor = Redactor([token.exposed] + secrets)
        let call = APICall(verb: verb, resource: resource, origin: access.origin)
        switch client.answer(to: request) {
        case .success(let answer):
            if let ahead = answer.clockSkew {
                skew.withLock {
                    $0 = abs(ahead.components.seconds) <= Self.clockTolerance.components.seconds ? .zero : ahead
                }
            }
            return try call.object(of: answer, limit: Self.answerLimit, redactor)
        case .failure(let failure):
            throw call.failure(failure.mapWords(redactor.redacted))
        }
    }
}
