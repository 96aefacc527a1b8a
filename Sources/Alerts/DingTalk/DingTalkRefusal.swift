/// Which of a robot's security settings refuses a message: all have the code 310000, and only the words tell.
enum DingTalkRefusal {
    case keyword
    case address
    case timestamp
    case signature
    case unknown

    init(_ words: AnswerWords) {
        if words.has("keyword", "关键词", "关键字") {
            self = .keyword
        } else if words.has("whitelist", "white list", "白名单") {
            self = .address
        } else if words.has("timestamp", "时间戳", "过期") {
            self = .timestamp
        } else {
            self = words.has("sign", "签名") ? .signature : .unknown
        }
    }
}
