import Foundation
import FoundationNetworking
import Testing

@testable import Alerts

/// The codes and words are those that Foundation reports on Linux.
@Suite struct TransportFailureTests {
    @Test(arguments: [
        (NSURLErrorTimedOut, "Operation timed out", "no answer in time"),
        (
            NSURLErrorCannotFindHost, "Could not resolve host: nowhere.example",
            "the host is not known: Could not resolve host: nowhere.example"
        ),
        (
            NSURLErrorCannotConnectToHost, "Failed to connect to 127.0.0.1 port 1 after 0 ms",
            "no connection: Failed to connect to 127.0.0.1 port 1 after 0 ms"
        ),
        (
            NSURLErrorUnknown, "SSL certificate problem: unable to get local issuer certificate",
            "the server's TLS certificate is not trusted: SSL certificate problem: unable to get local issuer certificate"
        ),
        (
            NSURLErrorUnknown, "SSL: no alternative certificate subject name matches target host name 'a.example'",
            "the server's TLS certificate is not trusted: "
                + "SSL: no alternative certificate subject name matches target host name 'a.example'"
        ),
        (NSURLErrorSecureConnectionFailed, "wrong version number", "TLS failed: wrong version number"),
        (
            NSURLErrorUnknown, "CONNECT tunnel failed, response 502",
            "the proxy let no connection through: CONNECT tunnel failed, response 502"
        ),
        (NSURLErrorUnknown, "Could not resolve proxy: proxy.example", "the proxy's host is not known"),
        (
            NSURLErrorUnknown, "Unsupported proxy syntax in 'http://ann:s3cret@proxy.example:x'",
            "the proxy's URL cannot be used"
        ),
        (
            NSURLErrorUnsupportedURL, "Unsupported proxy scheme for 'htp://ann:s3cret@proxy.example'",
            "the proxy's URL cannot be used"
        ),
        (
            NSURLErrorUnknown, "transfer closed with 91 bytes remaining to read",
            "the connection ended before the answer did"
        ),
        (NSURLErrorUnknown, "Empty reply from server", "the connection ended before the answer did"),
        (
            NSURLErrorUnknown, "Recv failure: Connection reset by peer", "the connection ended before the answer did"
        ),
        (NSURLErrorNetworkConnectionLost, "", "the connection ended before the answer did"),
        (
            NSURLErrorUnknown, "Received HTTP/0.9 when not allowed",
            "what answers does not speak HTTP: Received HTTP/0.9 when not allowed"
        ),
        (NSURLErrorBadURL, "", "no answer: error -1000"),
    ])
    func hasWordsOfItsOwn(code: Int, words: String, reason: String) {
        let url = "https://open.feishu.cn/open-apis/bot/v2/hook/T0KEN"
        let error = NSError(
            domain: NSURLErrorDomain,
            code: code,
            userInfo: [NSLocalizedDescriptionKey: words, NSURLErrorFailingURLErrorKey: URL(string: url) as Any]
        )
        #expect(TransportFailure(error).reason == reason)
    }

    @Test func onlyTrustNeedsPeople() {
        #expect(
            TransportFailure.certificate("x").outcome
                == .configuration(reason: "the server's TLS certificate is not trusted: x")
        )
        #expect(TransportFailure.timedOut.outcome == .retryable(reason: "no answer in time"))
    }

    @Test func whatIsOfAnotherKindIsNotShown() {
        struct Other: Error {
            let text = "T0KEN"
        }
        #expect(!TransportFailure(Other()).reason.contains("T0KEN"))
    }
}
