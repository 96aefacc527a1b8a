/// What a robot of WeCom answers (WeCom, document 99110): 200 and a code.
enum WeComAnswer {
    /// The limit of 20 messages a minute lets go after one.
    private static let pause = Duration.seconds(60)

    static func read(_ answer: HTTPAnswer) -> Answer {
        guard let fields = AnswerFields(answer.body), let code = fields.number("errcode") else {
            return .unknown(answer, limited: pause)
        }
        let text = fields.text("errmsg") ?? ""
        let name = String(code)
        if code == 0 {
            return answer.isSuccess ? Answer(delivered: text, code: name) : .unknown(answer, limited: pause)
        }
        if AnswerWords(text).speakOfRate || [45_009, 45_033].contains(code) || answer.status == 429 {
            return Answer(code: name, text) { .rateLimited(pause: max(pause, answer.pause ?? .zero), reason: $0) }
        }
        return Answer(code: name, text) { reason in
            switch code {
            case 93_000: .configuration(reason: reason)
            case 40_058: .payload(reason: reason)
            default: .retryable(reason: reason)
            }
        }
    }
}
