import Foundation
import FoundationNetworking

/// A message on its way: signed with the time of now, and who knows what of it must not be seen.
struct SignedRequest {
    let request: URLRequest
    let redactor: Redactor

    /// - Parameters:
    ///   - body: the message as its service wants it.
    ///   - destination: where it goes.
    ///   - now: when it is sent: services refuse signatures that are an hour old.
    ///   - userAgent: who says to post it.
    /// - Throws: an error without secrets, where the request cannot be made.
    init(_ body: JSONNode, to destination: Destination, now: Date, userAgent: String) throws {
        var body = body
        var query = destination.url.query
        var credentials = destination.url.credentials
        if let secret = destination.secret {
            let time = now.timeIntervalSince1970
            let sign: String
            if destination.url.kind == .dingtalk {
                let timestamp = Int((time * 1000).rounded(.down))
                sign = try DingTalkSignature.sign(timestamp: timestamp, secret: secret)
                query = DingTalkSignature.signed(query ?? "", timestamp: timestamp, sign: sign)
            } else {
                let timestamp = Int(time.rounded(.down))
                sign = try FeishuSignature.sign(timestamp: timestamp, secret: secret)
                body = FeishuSignature.signed(body, timestamp: timestamp, sign: sign)
            }
            credentials += [secret.exposed, sign]
        }
        guard let url = destination.url.url(query: query) else { throw RobotURLError("is no URL to Foundation") }
        redactor = Redactor(credentials, others: destination.url.secrets + [url.absoluteString])
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = body.data
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        // Answers are short, and one that unfolds to gigabytes is none.
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        request.setValue(userAgent, forHTTPHeaderField: "User-Agent")
        self.request = request
    }
}
