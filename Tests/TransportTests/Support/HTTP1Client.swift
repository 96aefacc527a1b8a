typealias HTTP1Client = StreamClient<TLSClient>
typealias PlainClient = StreamClient<PlainStream>

/// A client that speaks HTTP/1.1 over a stream as the test dictates it.
final class StreamClient<Stream: ClientStream> {
    fileprivate let stream: Stream
    private var buffer: [UInt8] = []

    init(_ stream: Stream) {
        self.stream = stream
    }

    var socket: ClientSocket { stream.socket }

    func send(_ text: String) throws(ClientFailure) {
        try stream.send(Array(text.utf8))
    }

    /// Sends a GET request and reads its answer.
    func get(_ target: String) throws(ClientFailure) -> HTTPAnswer {
        try send(.get(target))
        return try answer()
    }

    /// Reads one answer. A status of 100 has neither fields nor body.
    func answer() throws(ClientFailure) -> HTTPAnswer {
        var lines: [String] = []
        while lines.last != "" {
            lines.append(try line())
        }
        let status = lines[0].split(separator: " ")
        guard status.count >= 2, status[0] == "HTTP/1.1", let code = Int(status[1]) else {
            throw .malformed(lines[0])
        }
        var answer = HTTPAnswer(status: code)
        var length = 0
        for line in lines[1...].dropLast() {
            if line.hasPrefix("Date: ") {
                answer.date = String(line.dropFirst(6))
                continue
            }
            answer.fields.append(line)
            if line.hasPrefix("Content-Length: ") {
                length = Int(line.dropFirst(16)) ?? 0
            }
        }
        answer.body = String(decoding: try take(length), as: UTF8.self)
        return answer
    }

    /// Reads to the end, of TLS if there is any and then of TCP, and answers what came before it. A reset is a failure.
    func rest() throws(ClientFailure) -> String {
        var rest = buffer
        buffer = []
        while case let bytes = try stream.receive(), !bytes.isEmpty {
            rest += bytes
        }
        guard try socket.receive().isEmpty else { throw .malformed("bytes behind the end of TLS") }
        return String(decoding: rest, as: UTF8.self)
    }

    private func line() throws(ClientFailure) -> String {
        while true {
            if let feed = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer[..<feed]
                guard line.last == UInt8(ascii: "\r") else {
                    throw .malformed(String(decoding: line, as: UTF8.self))
                }
                defer { buffer.removeFirst(line.count + 1) }
                return String(decoding: line.dropLast(), as: UTF8.self)
            }
            try fill()
        }
    }

    private func take(_ count: Int) throws(ClientFailure) -> [UInt8] {
        while buffer.count < count {
            try fill()
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    private func fill() throws(ClientFailure) {
        let bytes = try stream.receive()
        guard !bytes.isEmpty else { throw .malformed("the connection ended after \(buffer.count) bytes of an answer") }
        buffer += bytes
    }
}

extension StreamClient<TLSClient> {
    var tls: TLSClient { stream }
}

extension String {
    /// A request without a body.
    static func get(_ target: String, _ fields: String...) -> String {
        "GET \(target) HTTP/1.1\r\nHost: test\r\n\(fields.map { "\($0)\r\n" }.joined())\r\n"
    }

    /// The head of a request with a body of `length` bytes.
    static func post(_ target: String, length: Int, _ fields: String...) -> String {
        let more = fields.map { "\($0)\r\n" }.joined()
        return "POST \(target) HTTP/1.1\r\nHost: test\r\nContent-Length: \(length)\r\n\(more)\r\n"
    }
}
