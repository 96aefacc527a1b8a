import Foundation
import TestSupport
import Testing

@testable import Telemetry

@Suite struct LogWriterTests {
    @Test func aLineIsAnObjectThatBeginsWithItsTime() throws {
        let (writer, sink) = (LogWriter(capacity: 4), LogSink())
        let before = Date()
        writer.write { $0.field("a", "1") }
        let after = Date()
        let thread = sink.run(writer)
        writer.stop()
        #expect(thread.ends())
        #expect(sink.records == [#"{"a":"1"}"#])
        #expect(sink.writes.first?.last == "\n")
        let text = try #require(sink.lines.first?.dropFirst(#"{"time":""#.count).prefix(24))
        let strategy = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let time = try Date(String(text), strategy: strategy)
        // Written in whole milliseconds, of the moment of the call and not of the write.
        #expect(time >= before.addingTimeInterval(-0.0015) && time <= after.addingTimeInterval(0.0015))
    }

    @Test func stopHasEverythingWrittenThatWasQueued() {
        let (writer, sink) = (LogWriter(capacity: 2000), LogSink())
        let thread = sink.run(writer)
        for number in 0..<2000 {
            writer.write { $0.field("n", "\(number)") }
        }
        writer.stop()
        #expect(sink.records == (0..<2000).map { #"{"n":"\#($0)"}"# })
        #expect(writer.dropped.value == 0)
        #expect(thread.ends())
    }

    @Test func stopOfAnIdleWriterIsImmediate() {
        let (writer, sink) = (LogWriter(capacity: 4), LogSink())
        let thread = sink.run(writer)
        let start = ContinuousClock.now
        writer.stop()
        #expect(thread.ends())
        #expect(ContinuousClock.now - start < .milliseconds(1500))
        #expect(sink.writes == [])
    }

    /// Each line comes while the thread waits for one, or is about to: none may be overlooked until the next comes.
    @Test func aLineWakesAWriterThatWaits() {
        let (writer, sink) = (LogWriter(capacity: 4), LogSink())
        let thread = sink.run(writer)
        for number in 1...40 {
            writer.write { $0.field("n", "\(number)") }
            guard settled(on: number, { sink.lines.count }) == number else {
                Issue.record("line \(number) was overlooked")
                break
            }
        }
        writer.stop()
        #expect(thread.ends())
    }

    @Test func linesOfManyThreadsStayWholeAndInTheOrderOfEach() {
        let (producers, each) = (4, 2000)
        let (writer, sink) = (LogWriter(capacity: producers * each), LogSink())
        let thread = sink.run(writer)
        let threads = (0..<producers).map { producer in
            BackgroundThread {
                for number in 0..<each {
                    writer.write { line in
                        line.field("producer", "\(producer)")
                        line.field("n", "\(number)")
                    }
                }
            }
        }
        for thread in threads {
            #expect(thread.ends())
        }
        writer.stop()
        #expect(thread.ends())
        let records = sink.records
        #expect(records.count == producers * each)
        for producer in 0..<producers {
            let own = records.filter { $0.hasPrefix(#"{"producer":"\#(producer)","#) }
            #expect(own == (0..<each).map { #"{"producer":"\#(producer)","n":"\#($0)"}"# })
        }
    }

    @Test func linesThatWaitTogetherAreWrittenTogether() {
        let (writer, sink) = (LogWriter(capacity: 100), LogSink())
        for number in 0..<100 {
            writer.write { $0.field("n", "\(number)") }
        }
        let thread = sink.run(writer)
        writer.stop()
        #expect(thread.ends())
        #expect(sink.writes.count == 1)
        #expect(sink.lines.count == 100)
    }

    @Test func aWriteHoldsWholeLinesAndNotMuchMoreThan64KiB() {
        let (writer, sink) = (LogWriter(capacity: 100), LogSink())
        let text = String(repeating: "x", count: 3000)
        for _ in 0..<100 {
            writer.write { $0.field("text", text) }
        }
        let thread = sink.run(writer)
        writer.stop()
        #expect(thread.ends())
        #expect(sink.records == Array(repeating: #"{"text":"\#(text)"}"#, count: 100))
        for write in sink.writes {
            #expect(write.hasSuffix("}\n"))
            #expect(write.utf8.count < 64 << 10 + 3100)
        }
    }
}
