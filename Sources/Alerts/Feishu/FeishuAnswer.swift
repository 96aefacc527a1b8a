/// What a custom bot of Feishu or Lark answers (Feishu, custom bot guide; what the guide leaves out, as others recorded
/// it). The status tells nothing: a rate limit comes with 200 or 400, a wrong token with 200.
enum FeishuAnswer {
    /// The first pause after a rate limit.
    private static let pause = Duration.seconds(5)

    static func read(_ answer: HTTPAnswer) -> Answer {
        guard let fields = AnswerFields(answer.body) else { return .unknown(answer, limited: pause) }
        let text = fields.text("msg", "StatusMessage", "ErrMsg") ?? ""
        // Beside a code the old field `StatusCode` is 0 for failures too.
        guard let code = fields.has("code") ? fields.number("code") : fields.number("StatusCode") else {
            return .unknown(answer, limited: pause)
        }
        let words = AnswerWords(text)
        let name = String(code)
        if code == 0 {
            return answer.isSuccess ? Answer(delivered: text, code: name) : .unknown(answer, limited: pause)
        }
        if words.speakOfRate || [11_232, 99_991_400].contains(code) || answer.status == 429 {
            return Answer(code: name, text) { .rateLimited(pause: answer.pause ?? pause, reason: $0) }
        }
        switch code {
        case 19_021: return Answer(code: name, text) { .signatureRefused(reason: $0) }
        // Wrong token, bot disabled, address not allowed, keyword missing.
        case 19_001, 19_007, 19_022, 19_024: return Answer(code: name, text) { .configuration(reason: $0) }
        // Malformed, a field is missing, too large, the card does not parse.
        case 9499, 19_002, 19_036, 200_621: return Answer(code: name, text) { .payload(reason: $0) }
        default:
            if words.has("parse card json", "200621", "exceeds the size") {
                return Answer(code: name, text) { .payload(reason: $0) }
            }
            return Answer(code: name, text) { .retryable(reason: $0) }
        }
    }
}
