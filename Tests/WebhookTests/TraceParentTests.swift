import HTTP
import Testing

@testable import Webhook

/// The examples and rules of W3C Trace Context, level 1, §3.2.
@Suite struct TraceParentTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let span = "00f067aa0ba902b7"

    @Test(arguments: ["00-\(trace)-\(span)-01", "00-\(trace)-\(span)-00", "cc-\(trace)-\(span)-01-later"])
    func aTraceIsRead(header: String) throws {
        let parent = try #require(TraceParent(header))
        #expect(parent.traceID == Self.trace)
        #expect(parent.spanID == Self.span)
    }

    @Test(arguments: [
        "", "00", "00-\(trace)-\(span)", "00-\(trace)-\(span)-01-more", "ff-\(trace)-\(span)-01",
        "0-\(trace)-\(span)-01", "00-\(trace.uppercased())-\(span)-01", "00-\(trace.dropLast())-\(span)-01",
        "00-\(trace)-\(span)0-01", "00-00000000000000000000000000000000-\(span)-01",
        "00-\(trace)-0000000000000000-01", "00-\(trace)-\(span)-1", "00-\(trace.dropLast())\"-\(span)-01",
        "00-\(trace)-\(span)-01-", "\(trace)",
    ])
    func whatIsNotWellFormedIsNotThere(header: String) {
        #expect(TraceParent(header) == nil)
    }

    private func lines(_ body: String, traceparent: String) -> [String] {
        let log = RecordedLog()
        let fields = [("content-type", "application/json"), ("traceparent", traceparent)]
        _ = Route(logger: log.logger).respond(
            Request(
                method: "POST",
                target: "/validate",
                fields: HeaderFields(fields.map { (name: $0.0, value: $0.1) }),
                body: Array(body.utf8)
            )
        )
        return log.lines
    }

    @Test func aDecisionNamesItsTrace() {
        let lines = lines(ReviewText.pod(size: #""50Gi""#), traceparent: "00-\(Self.trace)-\(Self.span)-01")
        let trace = #","limit":"39Gi","trace_id":"\#(Self.trace)","span_id":"\#(Self.span)""#
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.hasSuffix(trace) })
    }

    @Test func aBodyThatCannotBeAnsweredNamesItsTrace() {
        let lines = lines("{}", traceparent: "00-\(Self.trace)-\(Self.span)-01")
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.hasSuffix(" span_id=\(Self.span) trace_id=\(Self.trace)") })
    }

    /// A stranger's header breaks no line.
    @Test func aHeaderThatIsNoTraceLeavesTheLineAsItIs() {
        let lines = lines(ReviewText.pod(size: #""50Gi""#), traceparent: #"00-","evil":"1-\#(Self.span)-01"#)
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.hasSuffix(#","limit":"39Gi""#) })
    }
}
