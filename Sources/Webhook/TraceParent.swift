import HTTP
import Logging

/// The trace that a request belongs to, as the API server names it where it traces: the header `traceparent` (W3C Trace
/// Context, level 1). What is not well formed counts as not there.
struct TraceParent: Hashable {
    /// 32 hexadecimal digits, not all zero.
    let traceID: Substring
    /// 16 of them: the span that asked.
    let spanID: Substring

    init?(_ request: Request) {
        guard let header = request.fields["traceparent"] else { return nil }
        self.init(header)
    }

    /// - Parameter header: `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`. Later versions may have more behind it.
    init?(_ header: String) {
        let parts = header.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 4 || parts.count == 5 && parts[0] != "00", parts[0] != "ff",
            parts[0].isHexadecimal(2), parts[1].isHexadecimal(32), parts[2].isHexadecimal(16),
            parts[3].isHexadecimal(2),
            parts[1].utf8.contains(where: { $0 != UInt8(ascii: "0") }),
            parts[2].utf8.contains(where: { $0 != UInt8(ascii: "0") })
        else { return nil }
        traceID = parts[1]
        spanID = parts[2]
    }
}

extension TraceParent {
    /// For a log line made of fields, behind others. The names are OpenTelemetry's for logs that are not its own
    /// ("Trace Context in non-OTLP Log Formats").
    var fields: String { #","trace_id":"\#(traceID)","span_id":"\#(spanID)""# }

    /// The same for other records; empty for a request that belongs to no trace.
    static func metadata(of request: Request) -> Logger.Metadata {
        guard let parent = TraceParent(request) else { return [:] }
        return ["trace_id": "\(parent.traceID)", "span_id": "\(parent.spanID)"]
    }
}

extension Substring {
    /// Whether this is so many hexadecimal digits in lower case.
    fileprivate func isHexadecimal(_ count: Int) -> Bool {
        utf8.count == count && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
