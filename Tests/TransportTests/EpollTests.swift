import Glibc
import Testing

@testable import Transport

@Suite struct EpollTests {
    @Test func nothingIsReportedUntilSomethingComesAndThenAsLongAsItIsThere() throws {
        var epoll = try Epoll()
        let pair = try SocketPair()
        try epoll.add(pair.near.number, .readable, token: 7)
        #expect(try events(&epoll) == [:])
        #expect(pair.far.send("hello") == "done(5)")
        #expect(try events(&epoll) == [7: .readable])
        #expect(try events(&epoll) == [7: .readable])
        #expect(pair.near.receive() == "hello")
        #expect(try events(&epoll) == [:])
    }

    @Test func aTokenComesBackWhole() throws {
        var epoll = try Epoll()
        let one = try SocketPair()
        let other = try SocketPair()
        let tokens = [UInt64.max, 0x8000_0001_0000_0002]
        try epoll.add(one.near.number, .writable, token: tokens[0])
        try epoll.add(other.near.number, .writable, token: tokens[1])
        #expect(try events(&epoll) == [tokens[0]: .writable, tokens[1]: .writable])
    }

    @Test func whatIsWatchedForCanBeChanged() throws {
        var epoll = try Epoll()
        let pair = try SocketPair()
        #expect(pair.far.send("x") == "done(1)")
        try epoll.add(pair.near.number, .readable, token: 1)
        try epoll.modify(pair.near.number, [.readable, .writable], token: 2)
        #expect(try events(&epoll) == [2: [.readable, .writable]])
        try epoll.modify(pair.near.number, [], token: 3)
        #expect(try events(&epoll) == [:])
        try epoll.modify(pair.near.number, .writable, token: 4)
        try epoll.remove(pair.near.number)
        #expect(try events(&epoll) == [:])
    }

    @Test func aBrokenConnectionIsReportedWithoutBeingAskedFor() throws {
        var epoll = try Epoll()
        let pair = try SocketPair()
        try epoll.add(pair.near.number, [], token: 1)
        let near = pair.closingFar()
        let reported = try events(&epoll)
        #expect(reported.keys.sorted() == [1])
        #expect(reported[1]?.isDisjoint(with: .broken) == false)
        #expect(near.receive() == "done(0)")
    }

    @Test func whatOneTurnDoesNotHoldComesInTheNext() throws {
        var epoll = try Epoll()
        var numbers: [CInt] = []
        defer {
            for number in numbers {
                close(number)
            }
        }
        for token in 0..<200 {
            var pair: [CInt] = [-1, -1]
            try Syscall.check("pipe") { pipe(&pair) }
            numbers += pair
            try epoll.add(pair[1], .writable, token: UInt64(token))
        }
        let first = try events(&epoll)
        #expect(first.count == 128)
        #expect(try first.merging(events(&epoll)) { $1 }.count == 200)
    }

    @Test func waitingEndsWithItsTime() throws {
        var epoll = try Epoll()
        let start = ContinuousClock.now
        #expect(try epoll.wait(timeout: 50) == 0)
        #expect(ContinuousClock.now - start >= .milliseconds(50))
    }

    @Test func failuresNameTheDescriptor() throws {
        let epoll = try Epoll()
        let pair = try SocketPair()
        let number = pair.near.number
        try epoll.add(number, .readable, token: 1)
        #expect(error(of: { try epoll.add(number, .readable, token: 1) }) == "epoll_ctl \(number): File exists")
        try epoll.remove(number)
        #expect(error(of: { try epoll.remove(number) }) == "epoll_ctl \(number): No such file or directory")
        #expect(error(of: { try epoll.add(-1, [], token: 1) }) == "epoll_ctl -1: Bad file descriptor")
    }

    private func error(of call: () throws -> Void) -> String {
        do {
            try call()
            return "none"
        } catch {
            return "\(error)"
        }
    }

    /// What is ready now, by token.
    private func events(_ epoll: inout Epoll) throws(SystemError) -> [UInt64: Readiness] {
        var events: [UInt64: Readiness] = [:]
        for index in 0..<(try epoll.wait(timeout: 0)) {
            let event = epoll.event(at: index)
            events[event.token] = event.readiness
        }
        return events
    }
}
