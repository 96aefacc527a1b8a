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
    /// Whether the request is about a subresource, such as `scale` or `status`, and not the object itself.
    package let isForSubresource: Bool
    private let document: JSONDocument
    private let fields: RequestFields

    /// - Parameters:
    ///   - document: the body of the request.
    ///   - uidLimit: bytes that the uid may have, which the answer repeats.
    /// - Throws: `ReviewError` where the document is no review that can be answered.
    init(_ document: JSONDocument, uidLimit: Int) throws(ReviewError) {
        var kindOfReview: JSONValue?
        var version: JSONValue?
        var request: JSONValue?
        document.root.forEachEntry { key, value in
            if key == "kind" {
                kindOfReview = value
            } else if key == "apiVersion" {
                version = value
            } else if key == "request" {
                request = value
            }
        }
        guard let name = kindOfReview?.string, name == "AdmissionReview" else {
            throw .notAdmissionReview(kind: kindOfReview?.string.map(String.init))
        }
        guard let spoken = version?.string, spoken == "admission.k8s.io/v1" else {
            throw .version(version?.string.map(String.init) ?? "")
        }
        guard let request, request.kind == .object else { throw .missing("request") }
        fields = RequestFields(request)
        self.document = document
        uid = try fields.uid(upTo: uidLimit)
        operation = try Operation(fields.operation?.string)
        kind = try fields.requiredKind
        object = fields.object.flatMap { [kind = self.kind] in KubernetesObject($0, kind: kind) }
        oldObject = fields.oldObject.flatMap { [kind = self.kind] in KubernetesObject($0, kind: kind) }
        isForSubresource = fields.subResource?.string.map { !$0.isEmpty } ?? false
    }

    /// Whether a key of the review, in whatever spelling, may start with `prefix`: the one look that tells most reviews to
    /// be of no interest. Never false for a review that has such a key.
    package func mayMention(_ prefix: StaticString) -> Bool {
        document.mayContainString(withPrefix: prefix)
    }

    package var isDryRun: Bool {
        fields.dryRun?.bool ?? false
    }

    package var namespace: String {
        fields.namespace?.string.map(String.init) ?? ""
    }

    /// The object's name, or the stem of a generated one.
    package var name: String {
        nameText.map(String.init) ?? ""
    }

    private var nameText: JSONString? {
        guard let name = fields.name?.string, !name.isEmpty else { return object?.nameText }
        return name
    }

    /// Who asks.
    package var userName: String {
        userText.map(String.init) ?? ""
    }

    /// Who asks, with their groups: made anew at every call.
    package var requester: Requester {
        var groups: [String] = []
        fields.userInfo?.field("groups")?.forEachElement { group in
            if let group = group.string {
                groups.append(String(group))
            }
        }
        return Requester(user: userName, groups: groups)
    }

    private var userText: JSONString? {
        fields.userInfo?.field("username")?.string
    }
}

// MARK: - For messages

extension AdmissionReview {
    /// What a message says of a review: copies that outlive it, each cut at 512 bytes.
    package struct Subject: Sendable {
        package let kind: String
        /// Empty for objects outside namespaces.
        package let namespace: String
        package let name: String
        /// What owns the object at the top, or the object itself.
        package let owner: Owner
        package let user: String
        package let uid: String
    }

    /// What a message says of this review: made anew at every call.
    package var subject: Subject {
        let name = nameText?.comparable ?? ""
        return Subject(
            kind: kind.kind,
            namespace: comparableNamespace,
            name: name,
            owner: object?.topOwner ?? Owner(kind: kind.kind, name: name),
            user: userText?.comparable ?? "",
            uid: uid
        )
    }

    /// The namespace, cut at 512 bytes, of which it has 63 at most.
    package var comparableNamespace: String { fields.namespace?.string?.comparable ?? "" }
}

// MARK: - For the log

extension AdmissionReview {
    /// What was asked and what became of it, as fields of a JSON object with commas between.
    ///
    /// - Parameters:
    ///   - message: what has happened, in words.
    ///   - decision: `allow`, `warn` or `deny`.
    ///   - findings: codes.
    ///   - declared: the size of the model, where the worst finding has one.
    ///   - limit: what it was held against, where it was.
    ///   - obstacle: what kept us from looking at all of the object.
    ///   - override: who has let in what would be refused.
    ///   - exemption: why the object was not looked at.
    /// - Returns: the fields.
    package func record(
        message: StaticString,
        decision: String,
        findings: [String],
        declared: String?,
        limit: String?,
        obstacle: String?,
        override: String? = nil,
        exemption: String? = nil
    ) -> String {
        var writer = JSONWriter(capacity: 512)
        writer.literal(#""message":""#)
        writer.literal(message)
        writer.literal(#"","decision":"#)
        writer.string(decision)
        writer.literal(#","uid":"#)
        writer.string(uid)
        writer.literal(#","operation":"#)
        writer.string(operation.rawValue)
        writer.literal(#","kind":"#)
        writer.string(kind.description)
        writer.literal(#","namespace":"#)
        write(fields.namespace?.string, into: &writer)
        writer.literal(#","name":"#)
        write(nameText, into: &writer)
        writer.literal(#","user":"#)
        write(userText, into: &writer)
        if isDryRun {
            writer.literal(#","dryRun":true"#)
        }
        writer.literal(#","findings":["#)
        for (index, code) in findings.enumerated() {
            if index > 0 {
                writer.literal(",")
            }
            writer.string(code)
        }
        writer.literal("]")
        writer.field(#","declared":"#, declared)
        writer.field(#","limit":"#, limit)
        writer.field(#","obstacle":"#, obstacle)
        writer.field(#","override":"#, override)
        writer.field(#","exempt":"#, exemption)
        return writer.text
    }

    /// Bytes of a stranger's text that the log keeps; names have at most 253.
    private static let loggedTextLength = 256

    private func write(_ text: JSONString?, into writer: inout JSONWriter) {
        if let text {
            writer.string(text, upTo: Self.loggedTextLength)
        } else {
            writer.literal(#""""#)
        }
    }
}

extension JSONWriter {
    /// Appends what stands before a value, and the value, if there is one.
    fileprivate mutating func field(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        literal(name)
        string(value)
    }
}

/// The fields of a request that somebody asks for, found in one pass.
private struct RequestFields {
    private(set) var uid, kind, operation, subResource, object, oldObject: JSONValue?
    private(set) var dryRun, name, namespace, userInfo: JSONValue?

    init(_ request: JSONValue) {
        var found = (uid: uid, kind: kind, operation: operation, subResource: subResource)
        var objects = (new: object, old: oldObject)
        var details = (dryRun: dryRun, name: name, namespace: namespace, userInfo: userInfo)
        request.forEachEntry { key, value in
            // The lengths tell most keys apart before any letter is compared.
            switch key.count {
            case 3 where key == "uid": found.uid = value
            case 4 where key == "kind": found.kind = value
            case 4 where key == "name": details.name = value
            case 6 where key == "object": objects.new = value
            case 6 where key == "dryRun": details.dryRun = value
            case 8 where key == "userInfo": details.userInfo = value
            case 9 where key == "operation": found.operation = value
            case 9 where key == "namespace": details.namespace = value
            case 9 where key == "oldObject": objects.old = value
            case 11 where key == "subResource": found.subResource = value
            default: break
            }
        }
        (uid, kind, operation, subResource) = found
        (object, oldObject) = objects
        (dryRun, name, namespace, userInfo) = details
    }

    func uid(upTo limit: Int) throws(ReviewError) -> String {
        guard let uid = uid?.string, !uid.isEmpty else { throw .missing("request.uid") }
        guard uid.count <= limit else { throw .uidTooLong(limit: limit) }
        return String(uid)
    }

    var requiredKind: GroupKind {
        get throws(ReviewError) {
            guard let kind, let name = kind.field("kind")?.string else { throw .missing("request.kind.kind") }
            return GroupKind(group: kind.field("group")?.string?.comparable ?? "", kind: name.comparable)
        }
    }
}

extension AdmissionReview.Operation {
    fileprivate init(_ text: JSONString?) throws(ReviewError) {
        guard let text else { throw .missing("request.operation") }
        if text == "CREATE" {
            self = .create
        } else if text == "UPDATE" {
            self = .update
        } else if text == "DELETE" {
            self = .delete
        } else if text == "CONNECT" {
            self = .connect
        } else {
            throw .operation(String(text))
        }
    }
}
