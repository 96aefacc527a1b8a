import TestSupport
import Testing

@testable import Telemetry

/// A log that nobody reads.
@Suite struct StuckLogTests {
    @Test func linesBeyondTheQueueAreDroppedCountedAndReportedOnce() {
        let (writer, sink) = (LogWriter(capacity: 2), LogSink())
        sink.getStuck()
        let thread = sink.run(writer)
        write(["a"], to: writer)
        #expect(sink.holdsAWrite())
        write(["b", "c", "d", "e", "f"], to: writer)
        #expect(writer.dropped.value == 3)
        sink.comeLoose()
        #expect(settled(on: 4) { sink.records.count } == 4)
        write(["g"], to: writer)
        writer.stop()
        #expect(thread.ends())
        #expect(
            sink.records == [
                #"{"v":"a"}"#, #"{"v":"b"}"#, #"{"v":"c"}"#, notice(3), #"{"v":"g"}"#,
            ]
        )
    }

    @Test func eachNoticeNamesTheLinesLostSinceTheOneBefore() {
        let (writer, sink) = (LogWriter(capacity: 1), LogSink())
        let thread = sink.run(writer)
        var expected: [String] = []
        for (round, lost) in [2, 5].enumerated() {
            sink.getStuck()
            write(["\(round)"], to: writer)
            #expect(sink.holdsAWrite())
            write(["queued"], to: writer)
            write(Array(repeating: "lost", count: lost), to: writer)
            sink.comeLoose()
            expected += [#"{"v":"\#(round)"}"#, #"{"v":"queued"}"#, notice(lost)]
            #expect(settled(on: expected.count) { sink.records.count } == expected.count)
        }
        writer.stop()
        #expect(thread.ends())
        #expect(sink.records == expected)
        #expect(writer.dropped.value == 7)
    }

    @Test func nobodyWhoLogsWaitsForIt() {
        let (writer, sink) = (LogWriter(capacity: 8), LogSink())
        sink.getStuck()
        let thread = sink.run(writer)
        write(["first"], to: writer)
        #expect(sink.holdsAWrite())
        let producers = (0..<2).map { _ in
            BackgroundThread {
                for number in 0..<1000 {
                    writer.write { $0.field("v", "\(number)") }
                }
            }
        }
        for producer in producers {
            #expect(producer.ends())
        }
        #expect(writer.dropped.value == 2000 - 8)
        sink.comeLoose()
        writer.stop()
        #expect(thread.ends())
        #expect(sink.lines.count == 1 + 8 + 1)
    }

    @Test func stopDoesNotWaitForItLongerThanTwoSeconds() {
        let (writer, sink) = (LogWriter(capacity: 8), LogSink())
        sink.getStuck()
        let thread = sink.run(writer)
        write(["first"], to: writer)
        #expect(sink.holdsAWrite())
        let start = ContinuousClock.now
        let stopping = BackgroundThread { writer.stop() }
        #expect(stopping.ends())
        #expect(ContinuousClock.now - start >= .seconds(2))
        sink.comeLoose()
        #expect(thread.ends())
    }

    private func write(_ values: [String], to writer: LogWriter) {
        for value in values {
            writer.write { $0.field("v", value) }
        }
    }

    private func notice(_ lost: Int) -> String {
        let message = "lines dropped: the log is not read fast enough"
        return #"{"level":"warning","logger":"log","message":"\#(message)","dropped":"\#(lost)"}"#
    }
}
