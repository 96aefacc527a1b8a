/// What any HTTP server answers: its status tells.
enum WebhookAnswer {
    static func read(_ answer: HTTPAnswer) -> Answer {
        switch answer.status {
        case 200...299: Answer(delivered: answer.text)
        case 408, 429, 500...599:
            Answer(answer) { reason in
                answer.pause.map { .rateLimited(pause: $0, reason: reason) } ?? .retryable(reason: reason)
            }
        case 400, 413, 422: Answer(answer) { .payload(reason: $0) }
        default: Answer(answer) { .configuration(reason: $0) }
        }
    }
}
