/// What an incoming webhook of Slack answers (Slack, "incoming webhooks" and "rate limits"): statuses that mean what they
/// say, and one word.
enum SlackAnswer {
    /// One message a second; who does not say how long gets a little more.
    private static let pause = Duration.seconds(30)

    static func read(_ answer: HTTPAnswer) -> Answer {
        let fields = AnswerFields(answer.body)
        let text = fields?.text("error") ?? answer.text
        if answer.status == 200, text == "ok", fields == nil {
            return Answer(delivered: text)
        }
        if answer.status == 429 {
            let asked = fields?.number("retry_after").map { Duration.seconds(min(max($0, 1), 900)) }
            return make(answer, text) { .rateLimited(pause: answer.pause ?? asked ?? pause, reason: $0) }
        }
        switch answer.status {
        case 400, 413: return make(answer, text) { .payload(reason: $0) }
        // The webhook or its channel is gone, or may not be written to.
        case 401, 403, 404, 410: return make(answer, text) { .configuration(reason: $0) }
        default: return .unknown(answer, limited: pause)
        }
    }

    private static func make(_ answer: HTTPAnswer, _ text: String, _ outcome: (String) -> Outcome) -> Answer {
        let isWord = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }
        guard isWord, !text.isEmpty else { return Answer(answer, nil, outcome) }
        var read = Answer(answer, text, outcome)
        read.code = text
        return read
    }
}
