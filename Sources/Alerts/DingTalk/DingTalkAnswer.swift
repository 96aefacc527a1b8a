/// What a custom robot of DingTalk answers (DingTalk, "custom robots" and "API throttling"; what they leave out, as others
/// recorded it). The status is 200 for failures too, and the words come first: lists of codes disagree.
enum DingTalkAnswer {
    /// Who sends more than 20 messages in a minute is shut out for ten.
    private static let ban = Duration.seconds(600)
    /// An address that calls too often is shut out for five.
    private static let addressBan = Duration.seconds(300)
    /// Monthly quotas.
    private static let quotaPause = Duration.seconds(6 * 3600)

    static func read(_ answer: HTTPAnswer) -> Answer {
        guard let fields = AnswerFields(answer.body) else {
            // The wall before the service has no codes but pages.
            let isWall = answer.isHTML && answer.status < 500
            return isWall ? Answer(answer, nil, limited(addressBan, answer)) : .unknown(answer, limited: addressBan)
        }
        let text = fields.text("errmsg", "message", "msg") ?? ""
        let words = AnswerWords(text)
        let code = fields.number("errcode")
        let name = code.map(String.init)
        if fields.has("punish") || fields.number("status") == 1111 {
            let isOfRobot = [130_101, 410_100].contains(code) || words.speakOfRate
            let pause = isOfRobot ? ban : addressBan
            return Answer(code: isOfRobot ? name ?? "1111" : "1111", text, limited(pause, answer))
        }
        guard let code, let name else { return .unknown(answer, limited: ban) }
        if code == 0 {
            return answer.isSuccess ? Answer(delivered: text, code: name) : .unknown(answer, limited: ban)
        }
        return Answer(code: name, text, outcome(code, words, answer))
    }

    private static func outcome(_ code: Int, _ words: AnswerWords, _ answer: HTTPAnswer) -> (String) -> Outcome {
        switch code {
        case 90_020, 90_030: return { .rateLimited(pause: quotaPause, reason: $0) }
        // Calls per second, of all applications.
        case 90_002, 90_018: return limited(.seconds(1), answer)
        case 130_101, 410_100: return limited(ban, answer)
        default: break
        }
        if words.speakOfRate {
            return limited(ban, answer)
        }
        switch code {
        case 310_000:
            return [.signature, .timestamp].contains(DingTalkRefusal(words))
                ? { .signatureRefused(reason: $0) } : { .configuration(reason: $0) }
        // No such token or robot, the robot is stopped, the group is gone.
        case 300_001, 300_005, 400_101, 400_102, 400_106, 400_013: return { .configuration(reason: $0) }
        // Malformed, or refused for what stands in it; the last two are too long.
        case 400_105, 400_403, 40_035, 43_002, 43_004, 430_101...430_104, 460_101, 101_002:
            return { .payload(reason: $0) }
        default: return { .retryable(reason: $0) }
        }
    }

    private static func limited(_ pause: Duration, _ answer: HTTPAnswer) -> (String) -> Outcome {
        { .rateLimited(pause: max(pause, answer.pause ?? .zero), reason: $0) }
    }
}
