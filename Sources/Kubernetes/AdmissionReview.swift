import JSON

/// One question of the API server, lent for the length of a read: an AdmissionReview of `admission.k8s.io/v1`.
///
/// What the fields mean is said in Kubernetes' `api/admission/v1/types.go`.
package struct AdmissionReview {
    package enum Operation: String, Sendable, CaseIterable {
        case create = "CREATE"
        case update = "UPDATE"
        case delete = "DELETE"
        case connect = "CONNECT"
    }

    /// What the answer must repeat, byte for byte.
    package let uid: String
    package let operation: Operation
    /// The object's kind after the API server has converted it to what the webhook asked for.
    package let kind: GroupKind
    /// The object as it will be; nil for a deletion.
    package let object: KubernetesObject?
    /// The object as it is; nil for a creation.
    package let oldObject: KubernetesObject?
    private let request: JSONValue

    /// - Throws: `ReviewError` where `root` is no review that can be answered.
    init(_ root: JSONValue) throws(ReviewError) {
        guard root.field("kind")?.string.map({ $0 == "AdmissionReview" }) == true else {
            throw .notAdmissionReview(kind: root.field("kind")?.string.map(String.init))
        }
        guard let version = root.field("apiVersion")?.string, version == "admission.k8s.io/v1" else {
            throw .version(root.field("apiVersion")?.string.map(String.init) ?? "")
        }
        guard let request = root.field("request"), request.kind == .object else { throw .missing("request") }
        guard let uid = request.field("uid")?.string, !uid.isEmpty else { throw .missing("request.uid") }
        guard let kind = request.field("kind"), let name = kind.field("kind")?.string else {
            throw .missing("request.kind.kind")
        }
        self.request = request
        self.uid = String(uid)
        self.operation = try Operation(request.field("operation")?.string)
        self.kind = GroupKind(group: kind.field("group")?.string.map(String.init) ?? "", kind: String(name))
        self.object = request.field("object").flatMap { [kind = self.kind] in KubernetesObject($0, kind: kind) }
        self.oldObject = request.field("oldObject").flatMap { [kind = self.kind] in KubernetesObject($0, kind: kind) }
    }

    /// Whether the request is about a subresource, such as `scale` or `status`, and not the object itself.
    package var isForSubresource: Bool {
        request.field("subResource")?.string.map { !$0.isEmpty } ?? false
    }

    package var isDryRun: Bool {
        request.field("dryRun")?.bool ?? false
    }

    package var namespace: String {
        text("namespace")
    }

    /// The object's name, or the stem of a generated one.
    package var name: String {
        let name = text("name")
        return name.isEmpty ? object?.name ?? "" : name
    }

    /// Who asks.
    package var userName: String {
        request.field("userInfo")?.field("username")?.string.map(String.init) ?? ""
    }

    private func text(_ key: StaticString) -> String {
        request.field(key)?.string.map(String.init) ?? ""
    }
}

extension AdmissionReview.Operation {
    fileprivate init(_ text: JSONString?) throws(ReviewError) {
        guard let text else { throw .missing("request.operation") }
        guard let operation = Self(rawValue: String(text)) else { throw .operation(String(text)) }
        self = operation
    }
}

/// Why bytes are no review that can be answered. The API server shows the description to the person who asked it.
package enum ReviewError: Error, Equatable {
    case notJSON(reason: String)
    case notAdmissionReview(kind: String?)
    case version(String)
    case missing(String)
    case operation(String)
}

extension ReviewError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notJSON(let reason): "the body is \(reason)"
        case .notAdmissionReview(let kind):
            "the body is no AdmissionReview: kind is \(kind.map { "\"\($0.prefix(100))\"" } ?? "missing")"
        case .version(let version):
            """
            the review is of apiVersion "\(version.prefix(100))"; mig-gate speaks admission.k8s.io/v1: \
            set admissionReviewVersions: [v1] in the webhook configuration
            """
        case .missing(let field): "the AdmissionReview has no \(field)"
        case .operation(let operation):
            "request.operation is \"\(operation.prefix(100))\", not CREATE, UPDATE, DELETE or CONNECT"
        }
    }
}
