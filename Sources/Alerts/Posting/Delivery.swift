/// What became of one try to deliver a message, and what the service said: free of secrets.
package struct Delivery: Hashable, Sendable {
    package var outcome: Outcome
    /// Of the HTTP answer; nil where none came.
    package var status: Int?
    /// The service's own code: `19024`, `invalid_payload`.
    package var code: String?
    /// The service's own words, or libcurl's where no answer came; 256 bytes at the most.
    package var vendorText: String
    /// How far this machine's clock is ahead of the service's, negative where it is behind; nil where it did not say its
    /// time.
    package var clockSkew: Duration?
    /// Where the message went: `https://open.feishu.cn/open-apis/bot/v2/hook/***`; nil where nothing was sent.
    package var target: String?
    /// Why no answer came; nil where one did.
    var failure: TransportFailure?

    package init(_ outcome: Outcome) {
        self.outcome = outcome
        vendorText = ""
    }
}

extension Delivery {
    /// - Parameters:
    ///   - result: what came back.
    ///   - url: where the message went.
    ///   - redactor: knows what must not be seen.
    init(_ result: Result<HTTPAnswer, TransportFailure>, from url: RobotURL, _ redactor: Redactor) {
        switch result {
        case .success(let answer):
            let read = Answer.read(answer, from: url.kind)
            self.init(read.outcome.redacted(redactor))
            status = answer.status
            code = read.code.map(redactor.redacted)
            vendorText = redactor.redacted(read.vendorText)
            clockSkew = answer.clockSkew
        case .failure(let reported):
            let failure = reported.mapWords(redactor.redacted)
            self.init(failure.outcome)
            vendorText = failure.words
            self.failure = failure
        }
        target = url.description
    }
}

extension Outcome {
    fileprivate func redacted(_ redactor: Redactor) -> Outcome {
        switch self {
        case .delivered: self
        case .rateLimited(let pause, let reason): .rateLimited(pause: pause, reason: redactor.redacted(reason))
        case .retryable(let reason): .retryable(reason: redactor.redacted(reason))
        case .signatureRefused(let reason): .signatureRefused(reason: redactor.redacted(reason))
        case .configuration(let reason): .configuration(reason: redactor.redacted(reason))
        case .payload(let reason): .payload(reason: redactor.redacted(reason))
        }
    }
}
