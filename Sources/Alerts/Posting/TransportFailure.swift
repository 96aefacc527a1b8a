import Foundation
import FoundationNetworking

/// Why no answer came.
package enum TransportFailure: Error, Hashable {
    case timedOut
    case hostUnknown(String)
    /// Nobody listens there, or nothing leads there.
    case refused(String)
    /// The server's certificate is not trusted, or is another's.
    case certificate(String)
    /// TLS failed for another reason.
    case handshake(String)
    /// The proxy did not let the connection through.
    case proxy(String)
    case proxyUnknown
    /// HTTPS_PROXY holds no URL of a proxy. libcurl's words repeat it, with its password, and are not kept.
    case proxyUnusable
    /// The connection ended before the answer did.
    case closed
    /// Whoever answers does not speak HTTP.
    case notHTTP(String)
    case other(String)

    /// What Foundation reports; of its words only libcurl's own are used, for the others hold the URL.
    init(_ error: any Error) {
        let error = error as NSError
        let words = error.userInfo[NSLocalizedDescriptionKey] as? String ?? ""
        let has = AnswerWords(words)
        // On Linux the words tell more than the code, which is -1 for all of TLS.
        if has.has("connect tunnel", "proxy connect", "from proxy", "socks") {
            self = .proxy(words)
        } else if has.has("could not resolve proxy") {
            self = .proxyUnknown
        } else if has.has("unsupported proxy") {
            self = .proxyUnusable
        } else if has.has("certificate", "no alternative", "ssl peer", "subject name") {
            self = .certificate(words)
        } else if has.has(
            "remaining to read",
            "empty reply",
            "returned nothing",
            "connection reset",
            "recv failure",
            "send failure"
        ) {
            self = .closed
        } else if has.has("http/0.9", "without colon", "weird server reply", "unsupported http") {
            self = .notHTTP(words)
        } else if has.has("ssl", "tls") {
            self = .handshake(words)
        } else {
            self = Self.byCode(error, words)
        }
    }

    private static func byCode(_ error: NSError, _ words: String) -> TransportFailure {
        guard error.domain == NSURLErrorDomain else { return .other("error \(error.code)") }
        return switch error.code {
        case NSURLErrorTimedOut: .timedOut
        case NSURLErrorCannotFindHost, NSURLErrorDNSLookupFailed: .hostUnknown(words)
        case NSURLErrorCannotConnectToHost: .refused(words)
        case NSURLErrorNetworkConnectionLost: .closed
        case NSURLErrorSecureConnectionFailed: .handshake(words)
        case NSURLErrorServerCertificateUntrusted, NSURLErrorServerCertificateHasUnknownRoot,
            NSURLErrorServerCertificateHasBadDate, NSURLErrorServerCertificateNotYetValid:
            .certificate(words)
        default: .other(words.isEmpty ? "error \(error.code)" : words)
        }
    }

    /// In own words and, where they tell more, libcurl's, which are not redacted yet.
    package var reason: String { words.isEmpty ? summary : "\(summary): \(words)" }

    private var summary: String {
        switch self {
        case .timedOut: "no answer in time"
        case .hostUnknown: "the host is not known"
        case .refused: "no connection"
        case .certificate: "the server's TLS certificate is not trusted"
        case .handshake: "TLS failed"
        case .proxy: "the proxy let no connection through"
        case .proxyUnknown: "the proxy's host is not known"
        case .proxyUnusable: "the proxy's URL cannot be used"
        case .closed: "the connection ended before the answer did"
        case .notHTTP: "what answers does not speak HTTP"
        case .other: "no answer"
        }
    }

    /// libcurl's own words; empty where they tell no more.
    var words: String {
        switch self {
        case .hostUnknown(let words), .refused(let words), .certificate(let words), .handshake(let words),
            .proxy(let words), .notHTTP(let words), .other(let words):
            words
        case .timedOut, .proxyUnknown, .proxyUnusable, .closed: ""
        }
    }

    /// The same with words that `change` has gone over.
    package func mapWords(_ change: (String) -> String) -> TransportFailure {
        switch self {
        case .timedOut, .proxyUnknown, .proxyUnusable, .closed: self
        case .hostUnknown(let words): .hostUnknown(change(words))
        case .refused(let words): .refused(change(words))
        case .certificate(let words): .certificate(change(words))
        case .handshake(let words): .handshake(change(words))
        case .proxy(let words): .proxy(change(words))
        case .notHTTP(let words): .notHTTP(change(words))
        case .other(let words): .other(change(words))
        }
    }

    var outcome: Outcome {
        // Trust comes from people; everything else may pass.
        if case .certificate = self {
            return .configuration(reason: reason)
        }
        return .retryable(reason: reason)
    }
}
