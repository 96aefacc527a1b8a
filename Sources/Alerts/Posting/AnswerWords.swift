/// What a service says in words, to be searched. Several say different things under one code, so that only the words tell.
struct AnswerWords {
    private let bytes: [UInt8]

    init(_ text: String) {
        // Nobody says in a later kilobyte what is wrong.
        bytes = Array(text.utf8.prefix(4096)).asciiLowercased
    }

    /// Whether one of `words`, in small letters, stands in the text.
    func has(_ words: String...) -> Bool {
        words.contains { bytes.contains($0) }
    }

    /// Whether too many messages came. That they were too long says the word "exceed" as well.
    var speakOfRate: Bool {
        if has(
            "too fast",
            "too many",
            "too frequent",
            "frequency limit",
            "freq out of limit",
            "rate limit",
            "rate_limit"
        )
            || has("ratelimit", "限流", "太快", "频繁")
        {
            return true
        }
        return has("exceed", "超过", "超出") && has("times", "per minute", "frequency", "qps", "次数", "频率")
    }
}
