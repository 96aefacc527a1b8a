import Glibc
import Testing

@testable import Transport

@Suite struct FileDescriptorTests {
    @Test func bytesGoAcrossAndNothingIsNoError() throws {
        let pair = try SocketPair()
        #expect(pair.near.receive() == "wouldBlock")
        #expect(pair.far.send("hello") == "done(5)")
        #expect(pair.near.receive() == "hello")
        #expect(pair.near.receive() == "wouldBlock")
    }

    @Test func aFullSocketTakesAPartAndThenNothing() throws {
        let pair = try SocketPair()
        let much = String(repeating: "x", count: 1 << 20)
        var taken = 0
        while case let outcome = pair.near.send(much), outcome != "wouldBlock" {
            taken += try #require(Int(outcome.dropFirst(5).dropLast()))
        }
        #expect(taken > 0)
        var received = 0
        while case let text = pair.far.receive(), text != "wouldBlock" {
            received += text.utf8.count
        }
        #expect(received == taken)
    }

    @Test func aSideMayStopSendingAndGoOnReceiving() throws {
        let pair = try SocketPair()
        pair.near.shutDownSending()
        #expect(pair.far.receive() == "done(0)")
        #expect(pair.far.send("still") == "done(5)")
        #expect(pair.near.receive() == "still")
        #expect(pair.near.send("x") == "failed(\(EPIPE))")
    }

    /// The process would end if the send raised the signal.
    @Test func aDescriptorClosesWithItsOwnerAndThePeerHearsOfIt() throws {
        let near = try SocketPair().closingFar()
        #expect(near.receive() == "done(0)")
        #expect(near.send("x") == "failed(\(EPIPE))")
    }

    @Test func whatIsNoSocketIsAnError() {
        var numbers: [CInt] = [-1, -1]
        pipe(&numbers)
        let reading = FileDescriptor(owning: numbers[0])
        let writing = FileDescriptor(owning: numbers[1])
        #expect(reading.receive() == "failed(\(ENOTSOCK))")
        #expect(writing.send("x") == "failed(\(ENOTSOCK))")
    }
}
