import Alerts
import Foundation

/// What was asked of the API server, and what its answer means for it.
struct APICall {
    let verb: String
    let resource: APIResource
    let origin: String

    /// The object in an answer.
    ///
    /// - Parameters:
    ///   - answer: what came.
    ///   - limit: bytes of a body that were read at the most.
    ///   - redactor: knows what must not be seen.
    /// - Returns: the object, whole.
    /// - Throws: `APIFailure` for every other answer.
    func object(of answer: HTTPAnswer, limit: Int, _ redactor: Redactor) throws(APIFailure) -> APIValue {
        guard (200...299).contains(answer.status) else { throw failure(answer, redactor) }
        guard answer.body.count < limit else {
            throw .refused("\(place) answers with more than \(limit >> 20) MiB")
        }
        guard let value = APIValue(json: Data(answer.body)), value.object != nil else {
            let what = answer.isHTML ? "a page for people" : "no JSON object"
            throw .passing(
                "\(place) answers with \(what): something else than the API server may listen there",
                pause: nil
            )
        }
        return value
    }

    func failure(_ failure: TransportFailure) -> APIFailure {
        if case .certificate = failure {
            return .refused("\(place): \(failure.reason); --api-ca has to name the CA of the API server")
        }
        return .passing("\(place): \(failure.reason)", pause: nil)
    }

    private func failure(_ answer: HTTPAnswer, _ redactor: Redactor) -> APIFailure {
        let said = APIValue(json: Data(answer.body))?["message"]?.string.map { ": \(redactor.redacted($0))" } ?? ""
        let text = "\(place) answers \(answer.status)\(said)"
        return switch answer.status {
        case 401: .refused("\(text); the API server does not accept the token of --token-file")
        case 403: .refused("\(text); \(resource.rule(for: verb))")
        case 404: .notFound
        case 409: .conflict(text)
        case 408, 429, 500...599: .passing(text, pause: answer.pause)
        case 300...399: .refused("\(text), a redirect, which is not followed: --api has to name the API server itself")
        default: .refused(text)
        }
    }

    /// `update of Secret mig-gate/mig-gate-tls at https://10.96.0.1:443`
    private var place: String { "\(verb) of \(resource) at \(origin)" }
}
