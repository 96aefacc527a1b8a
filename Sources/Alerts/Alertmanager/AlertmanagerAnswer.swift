/// What Alertmanager answers (Alertmanager, API v2): 200 and next to nothing, or a status that is none, with its words as a
/// JSON string.
enum AlertmanagerAnswer {
    static func read(_ answer: HTTPAnswer) -> Answer {
        if answer.status == 200, !answer.isHTML, answer.body.count < HTTPAnswer.limit {
            return Answer(delivered: answer.text)
        }
        if answer.isSuccess {
            // Something before it that takes requests and may do anything with them.
            return Answer(answer) { .retryable(reason: $0) }
        }
        return WebhookAnswer.read(answer)
    }
}
