/// What one alert is about. Names and numbers as they are: whoever writes a message escapes them for its markup and finds
/// the words in the language of its readers.
package struct AlertFacts: Codable, Hashable, Sendable {
    /// The object that people know a workload by: `Deployment`, `llm`.
    package struct Owner: Codable, Hashable, Sendable {
        package var kind: String
        package var name: String

        package init(kind: String, name: String) {
            self.kind = kind
            self.name = name
        }
    }

    /// How a limit came about; amounts as people write them, `40Gi`.
    package enum Derivation: Codable, Hashable, Sendable {
        /// Headroom was taken off the nominal memory.
        case nominal(String, headroom: String)
        /// The reserve was taken off the usable memory, which was measured on `gpu`, or estimated where that is nil.
        case usable(String, gpu: String?, reserve: String)
        /// The policy says so.
        case fixed
        /// The policy says `fixed`, but the slice has no more than this.
        case capped(String, gpu: String?, fixed: String)
    }

    /// What would help.
    package enum WayOut: Codable, Hashable, Sendable {
        /// The smallest slice of the same GPUs that fits, with its limit.
        case slice(resource: String, limit: String)
        /// As many processes as slices are asked for, declared by this annotation.
        case sharing(annotation: String, processes: Int)
        /// That many of the roomiest slices, declared by this annotation.
        case splitting(resource: String, limit: String, annotation: String, processes: Int)
        /// No slice of these GPUs fits.
        case none
    }

    package var severity: Severity
    /// The stable code of the finding, `ModelTooLarge`.
    package var code: String
    /// The object that was judged.
    package var kind: String
    /// Empty for objects outside namespaces.
    package var namespace: String
    /// Its name, or the stem that the API server makes one of.
    package var name: String
    /// What owns the object at the top, or the object itself.
    package var owner: Owner
    /// Nil where the finding is about no single container.
    package var container: String?
    /// `nvidia.com/mig-3g.40gb`
    package var resource: String?
    /// The size of the model as it was declared: `50Gi`.
    package var declared: String?
    /// What one of several processes has to hold, where a declared parallelism divides the model: `25Gi`.
    package var share: String?
    package var limit: String?
    package var derivation: Derivation?
    package var wayOut: WayOut?
    /// What kubectl shows, in English: the message of the finding.
    package var message: String
    /// Who asked, by the name that the API server knows.
    package var user: String
    /// The uid of the review, by which the log and the API server's audit log are searched.
    package var decisionID: String
    /// Findings of the same object besides, of which no alert tells.
    @AddedLater package var further = 0
    /// The team that the object's label names.
    package var team: String?
    /// Who is on call for it, besides those whom a receiver mentions always.
    @AddedLater package var onCall = Mentions()

    package init(
        severity: Severity,
        code: String,
        kind: String,
        namespace: String,
        name: String,
        owner: Owner,
        message: String,
        user: String,
        decisionID: String
    ) {
        self.severity = severity
        self.code = code
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.owner = owner
        self.message = message
        self.user = user
        self.decisionID = decisionID
    }
}
