/// Why bytes are no review that can be answered. The API server shows the description to the person who asked it.
package enum ReviewError: Error, Equatable {
    case notJSON(reason: String)
    /// There is no memory left to read the body; later there may be.
    case outOfMemory(reason: String)
    case notAdmissionReview(kind: String?)
    case version(String)
    case missing(String)
    case operation(String)
    case uidTooLong(limit: Int)
}

extension ReviewError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notJSON(let reason), .outOfMemory(let reason): "the body is \(reason)"
        case .notAdmissionReview(let kind):
            "the body is no AdmissionReview: kind is \(kind?.quoted ?? "missing")"
        case .version(let version):
            """
            the review is of apiVersion \(version.quoted); mig-gate speaks admission.k8s.io/v1: \
            set admissionReviewVersions: [v1] in the webhook configuration
            """
        case .missing(let field): "the AdmissionReview has no \(field)"
        case .uidTooLong(let limit): "request.uid is longer than \(limit) bytes"
        case .operation(let operation):
            "request.operation is \(operation.quoted), not CREATE, UPDATE, DELETE or CONNECT"
        }
    }
}
