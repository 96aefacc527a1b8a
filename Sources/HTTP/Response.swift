/// One answer, whichever HTTP version carries it.
package struct Response: Sendable {
    package let status: Status
    /// The type of the body; nil where there is no body.
    package let contentType: String?
    /// Seconds after which the client should try again, where it should: a 503 without them is not tried again.
    package let retryAfter: Int?
    /// Methods that would be allowed, of a 405.
    package let allow: String?
    package let body: [UInt8]

    package init(
        _ status: Status,
        contentType: String? = nil,
        body: [UInt8] = [],
        retryAfter: Int? = nil,
        allow: String? = nil
    ) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.retryAfter = retryAfter
        self.allow = allow
    }

    /// An answer of one sentence. The API server shows the body of a failed call to the person who caused it, up to 2,048
    /// bytes, if it is `text/*`.
    package static func text(
        _ status: Status,
        _ sentence: String,
        retryAfter: Int? = nil,
        allow: String? = nil
    ) -> Response {
        Response(
            status,
            contentType: "text/plain; charset=utf-8",
            body: Array("\(sentence)\n".utf8),
            retryAfter: retryAfter,
            allow: allow
        )
    }
}

/// A status code of RFC 9110 that this server sends.
package enum Status: Int, Sendable {
    case ok = 200
    case badRequest = 400
    case notFound = 404
    case methodNotAllowed = 405
    case requestTimeout = 408
    case contentTooLarge = 413
    case unsupportedMediaType = 415
    case expectationFailed = 417
    case requestHeaderFieldsTooLarge = 431
    case notImplemented = 501
    case serviceUnavailable = 503
    case httpVersionNotSupported = 505

    package var reason: String {
        switch self {
        case .ok: "OK"
        case .badRequest: "Bad Request"
        case .notFound: "Not Found"
        case .methodNotAllowed: "Method Not Allowed"
        case .requestTimeout: "Request Timeout"
        case .contentTooLarge: "Content Too Large"
        case .unsupportedMediaType: "Unsupported Media Type"
        case .expectationFailed: "Expectation Failed"
        case .requestHeaderFieldsTooLarge: "Request Header Fields Too Large"
        case .notImplemented: "Not Implemented"
        case .serviceUnavailable: "Service Unavailable"
        case .httpVersionNotSupported: "HTTP Version Not Supported"
        }
    }
}
