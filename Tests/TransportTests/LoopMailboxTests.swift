import TestSupport
import Testing

@testable import Transport

@Suite struct LoopMailboxTests {
    @Test func commandsComeOutOnceInTheirOrder() throws {
        let mailbox = try LoopMailbox()
        let deadline = ContinuousClock.now
        #expect(mailbox.take().isEmpty)
        mailbox.send(.drain)
        mailbox.send(.stop(deadline: deadline))
        let commands = mailbox.take().map { "\($0)" }
        #expect(commands == ["drain", "\(LoopCommand.stop(deadline: deadline))"])
        #expect(mailbox.take().isEmpty)
    }

    @Test func aCommandWakesALoopThatWaitsAndTakingItLetsItSleepAgain() throws {
        let mailbox = try LoopMailbox()
        var epoll = try Epoll()
        try epoll.add(mailbox.number, .readable, token: 1)
        #expect(try epoll.wait(timeout: 0) == 0)
        for _ in 1...3 {
            let sender = BackgroundThread { mailbox.send(.drain) }
            #expect(try epoll.wait(timeout: 10_000) == 1)
            #expect(sender.ends())
            #expect(mailbox.take().count == 1)
            #expect(try epoll.wait(timeout: 0) == 0)
        }
    }

    @Test func commandsOfManyThreadsAreAllDelivered() throws {
        let mailbox = try LoopMailbox()
        var epoll = try Epoll()
        try epoll.add(mailbox.number, .readable, token: 1)
        let senders = (0..<4).map { _ in
            BackgroundThread {
                for _ in 0..<500 {
                    mailbox.send(.drain)
                }
            }
        }
        var count = 0
        while count < 2000, try epoll.wait(timeout: 10_000) == 1 {
            count += mailbox.take().count
        }
        #expect(count == 2000)
        for sender in senders {
            #expect(sender.ends())
        }
    }
}
