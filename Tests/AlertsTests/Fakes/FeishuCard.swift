/// An interactive card as Feishu takes it, to be broken.
struct FeishuCard {
    var title = "title"
    var markdown = "**ns** team-a"
    /// What stands where the card's second element is.
    var second = #"{"tag":"hr"}"#

    var body: String {
        """
        {"msg_type":"interactive","card":{"config":{"wide_screen_mode":true},
        "header":{"title":{"tag":"plain_text","content":"\(title)"},"template":"red"},"elements":[
        {"tag":"div","text":{"tag":"lark_md","content":"\(markdown)"}},\(second),
        {"tag":"action","actions":[{"tag":"button","text":{"tag":"plain_text","content":"Open"},
        "url":"https://example.com/","type":"primary"}]},
        {"tag":"note","elements":[{"tag":"plain_text","content":"footer"}]}]}}
        """
    }
}
