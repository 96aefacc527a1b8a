/// How a service takes what people read.
protocol MessageLayout {
    /// Bytes that a body may have.
    static func room(_ form: MessageContext.Form) -> Int

    /// The body that says `content`.
    ///
    /// - Parameters:
    ///   - content: the words.
    ///   - message: what they are about.
    ///   - context: for whom they are.
    ///   - extent: how much of the message may be shown.
    /// - Returns: the body, without what a signature adds to it.
    static func body(
        _ content: MessageContent,
        _ message: Message,
        _ context: MessageContext,
        _ extent: Extent
    ) -> JSONNode

    /// The bytes of a body that count against its room.
    static func size(_ body: JSONNode) -> Int
}

extension MessageLayout {
    static func size(_ body: JSONNode) -> Int { body.data.count }

    /// Bytes that are kept free for what a signature adds to a body: its time and itself.
    static var signature: Int { 256 }
}
