import Logging
import TestSupport
import Testing

@testable import Telemetry

@Suite struct JSONLogHandlerTests {
    @Test func levelLoggerAndMessageComeFirstThenTheMetadataByKey() {
        let records = logged { logger in
            logger.info("listening", metadata: ["zone": "z", "address": "[::]:8443", "Count": "\(3)"])
        }
        let start = #"{"level":"info","logger":"test","message":"listening","#
        #expect(records == [start + #""Count":"3","address":"[::]:8443","zone":"z"}"#])
    }

    @Test(arguments: Logger.Level.allCases)
    func aRecordCarriesItsLevel(level: Logger.Level) {
        let records = logged(level: .trace) { $0.log(level: level, "m") }
        #expect(records == [#"{"level":"\#(level.rawValue)","logger":"test","message":"m"}"#])
    }

    @Test func recordsBelowTheLevelAreLeftOut() {
        let records = logged(level: .notice) { logger in
            logger.debug("no")
            logger.info("no")
            logger.notice("yes")
            logger.critical("yes")
        }
        #expect(
            records == [
                #"{"level":"notice","logger":"test","message":"yes"}"#,
                #"{"level":"critical","logger":"test","message":"yes"}"#,
            ]
        )
    }

    @Test func textsAreEscapedWhereverTheyStand() {
        let records = logged(label: "a\"b") { $0.info("c\nd", metadata: ["e\tf": "g\\h"]) }
        #expect(records == [#"{"level":"info","logger":"a\"b","message":"c\u000ad","e\u0009f":"g\\h"}"#])
    }

    @Test func fieldsStandInTheLineAsTheyAre() {
        let records = logged(messages: .fields) { logger in
            logger.warning(#""message":"denied","findings":["ModelTooLarge"],"count":1"#, metadata: ["a": "1"])
            logger.info("")
        }
        #expect(
            records == [
                #"{"level":"warning","logger":"test","message":"denied","findings":["ModelTooLarge"],"count":1,"a":"1"}"#,
                #"{"level":"info","logger":"test"}"#,
            ]
        )
    }

    @Test func metadataOfTheLoggerComesBeforeThatOfTheRecord() {
        let records = logged { logger in
            var own = logger
            own[metadataKey: "pod"] = "llm-0"
            own.info("m", metadata: ["a": "1"])
            #expect(own[metadataKey: "pod"] == "llm-0")
            #expect(logger[metadataKey: "pod"] == nil)
            logger.info("other")
        }
        #expect(
            records == [
                #"{"level":"info","logger":"test","message":"m","pod":"llm-0","a":"1"}"#,
                #"{"level":"info","logger":"test","message":"other"}"#,
            ]
        )
    }

    /// swift-log: what a record says of a key goes before what its logger says.
    @Test func aKeyOfTheRecordReplacesThatOfTheLogger() {
        let records = logged { logger in
            var own = logger
            own[metadataKey: "pod"] = "llm-0"
            own[metadataKey: "team"] = "a"
            own.info("m", metadata: ["pod": "llm-1"])
        }
        #expect(records == [#"{"level":"info","logger":"test","message":"m","team":"a","pod":"llm-1"}"#])
    }

    /// What `log` has had written, without the times.
    private func logged(
        label: String = "test",
        level: Logger.Level = .info,
        messages: JSONLogHandler.Messages = .sentences,
        _ log: (Logger) -> Void
    ) -> [String] {
        let (writer, sink) = (LogWriter(capacity: 16), LogSink())
        log(Logger(label: label) { JSONLogHandler(label: $0, level: level, writer: writer, messages: messages) })
        let thread = sink.run(writer)
        writer.stop()
        #expect(thread.ends())
        return sink.records
    }
}
