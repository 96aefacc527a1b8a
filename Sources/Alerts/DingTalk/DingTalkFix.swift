import Foundation

/// What mends what a custom robot of DingTalk refuses (DingTalk, "custom robots").
enum DingTalkFix {
    /// Nil for a code that says no more than the kind of the outcome.
    static func text(_ delivery: Delivery, _ receiver: Receiver) -> String? {
        switch delivery.code {
        case "310000"?: refusal(delivery, receiver)
        case "300001"?, "300005"?, "400101"?:
            "copy the robot's webhook address into \(receiver.url): there is no robot with this access_token"
        case "400102"?: "enable the robot in the settings of its group"
        case "400106"?: "add a robot to the group and copy its webhook address into \(receiver.url): this one is gone"
        case "400013"?:
            "add a robot to another group and copy its webhook address into \(receiver.url): this group is gone"
        case "130101"?, "410100"?:
            "nothing: more than 20 messages came in a minute, from whoever uses the robot, and it is shut out for 10 minutes"
        case "1111"?:
            "nothing for 5 minutes: DingTalk shuts out the address under which this cluster leaves, for whoever calls "
                + "too often from there"
        case "460101"?, "101002"?: "nothing: the message was larger than 20000 bytes, and is sent in a plainer form"
        case "430101"?, "430102"?, "430103"?, "430104"?:
            "nothing: DingTalk objects to a link or a word in the message, which is sent in a plainer form"
        case "90020"?, "90030"?:
            "buy more calls or wait for the next month: the organisation's monthly quota of calls is used up"
        case nil: wall(delivery)
        default: nil
        }
    }

    /// The wall before the service has no code but a page, as those of proxies have: only time tells which it was.
    private static func wall(_ delivery: Delivery) -> String? {
        guard case .rateLimited = delivery.outcome, delivery.status != 429 else { return nil }
        return "wait 5 minutes: DingTalk answers so where too many calls come from one address; if it stays so, see "
            + "whether a proxy or a gateway answers instead of DingTalk"
    }

    private static func refusal(_ delivery: Delivery, _ receiver: Receiver) -> String {
        switch DingTalkRefusal(AnswerWords(delivery.vendorText)) {
        case .keyword: CommonFix.keyword(receiver)
        case .address: CommonFix.address(address(in: delivery.vendorText))
        case .timestamp, .signature: CommonFix.signature(delivery, receiver)
        case .unknown: "check the robot's security settings: keywords, signature and allowed addresses"
        }
    }

    /// The first address in `ip 1.2.3.4 not in whitelist`.
    private static func address(in text: String) -> String? {
        text.unicodeScalars.split { !("0"..."9").contains($0) && !("a"..."f").contains($0) && $0 != "." && $0 != ":" }
            .map { String($0).trimmingCharacters(in: [".", ":"]) }
            .first { word in
                let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
                let isIPv4 = numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
                return isIPv4 || word.split(separator: ":").count >= 3
            }
    }
}
