import Alerts
import TestSupport

/// What strangers may write to mention somebody, to format something or to break a line; with other scripts and emoji.
enum HostileText {
    private static let pieces = [
        "<at user_id=\"all\">", "<at id=all></at>", "</at>", "@all", "@13800000000", "<!channel>", "<!here>", "<@U1>",
        "<#C1>", "[x](http://e.vil)", "![i](https://e.vil/i.png)", "**", "*b*", "`c`", "```", "_d_", "~s~", "# h",
        "> q",
        "- l", "\n", "\r\n", "\u{2028}", "\u{202E}", "\u{200B}", "\u{0}", "\u{1B}[31m", "&lt;at id=all&gt;", "\\", "\"",
        "|", "切片", "👩‍🚀", "e\u{301}", "<font color=\"warning\">", "<@all>", "name", " ", "×99", "{count}", "${x}", "ou_",
    ]

    /// Some of them in a row.
    static func text(_ random: inout SeededGenerator) -> String {
        (0...random.below(12)).map { _ in random.pick(pieces) }.joined()
    }

    /// A message that has it everywhere.
    static func message(_ random: inout SeededGenerator) -> Message {
        let items = (0...random.below(3)).map { _ in
            var facts = SampleMessage.facts(everywhere: text(&random))
            facts.name = text(&random)
            facts.user = text(&random)
            facts.message = text(&random)
            if random.chance(2) {
                facts.limit = nil
            }
            return SampleMessage.item(facts, count: 1 + random.below(3), toldBefore: random.below(2))
        }
        return SampleMessage.message(items)
    }
}
