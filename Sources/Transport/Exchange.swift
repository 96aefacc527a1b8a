/// The HTTP side of one connection: plaintext in, answers out. Confined to its loop's thread.
protocol Exchange: AnyObject {
    /// Takes plaintext and appends to `loop.output` what must go back.
    func receive(_ plaintext: UnsafeRawBufferPointer, _ loop: LoopContext)

    /// When to call `expire`, if nothing else happens before.
    var deadline: ContinuousClock.Instant { get }

    /// Acts on a deadline that has passed, and sets the next.
    func expire(_ loop: LoopContext)

    /// Tells the client to go elsewhere, where the protocol has a word for that; every answer from here on does.
    func drain(_ loop: LoopContext)

    /// Says the last word before the connection is closed from our side.
    func close(_ loop: LoopContext)

    /// Says, to a client that may be asking at this moment, that nothing more is answered here. The exchange is over then.
    func leave(_ loop: LoopContext)

    /// Answers requests from here on, where it was made to turn them away.
    func welcome()

    /// Whether no request has begun.
    var isIdle: Bool { get }

    /// When the last request was answered, or the exchange began.
    var idleSince: ContinuousClock.Instant { get }

    /// Whether a request has been answered.
    var hasAnswered: Bool { get }

    /// Whether the connection ends behind what has been said.
    var isOver: Bool { get }

    /// Gives back what the exchange holds of the loops' budget, when its connection goes.
    func release(_ loop: LoopContext)
}
