import HTTP
import TestSupport

/// What the HTTP/1 parser makes of one stream of bytes, in a form that can be compared.
struct Reading: Hashable, Sendable {
    struct Message: Hashable, Sendable {
        var method = "GET"
        var target = "/"
        var body = ""
        var closes = false
        /// The values of those fields of `watched` that are there.
        var fields = ["host": "a"]
        var fieldCount = 1

        static let watched: [StaticString] = ["host", "content-type", "x-test", "x-empty"]
    }

    var messages: [Message] = []
    /// How often the client was to be told to send its body.
    var continues = 0
    var fault: HTTPFault?
    /// Where the stream stands in the end; nil behind a fault, where it is of no use.
    var phase: HTTP1Parser.Phase? = .idle
}

extension Reading {
    /// Reads `pieces` one after another, each from memory that ends with it.
    init(of pieces: [some Collection<UInt8>], limits: Limits = .standard) {
        let memory = GuardedMemory(capacity: pieces.map(\.count).max() ?? 0)
        var parser = HTTP1Parser(limits: limits)
        do throws(HTTPFault) {
            for piece in pieces {
                memory.lend(piece) { parser.receive($0) }
                try drain(&parser)
            }
            phase = parser.phase
        } catch {
            fault = error
            phase = nil
        }
    }

    init(of text: String, limits: Limits = .standard) {
        self.init(of: [text.utf8], limits: limits)
    }

    /// The readings of a stream fed whole, in two pieces cut at every point, and byte by byte.
    static func atEveryCut(of text: String, limits: Limits = .standard) -> Set<Reading> {
        let bytes = Array(text.utf8)
        let cuts = bytes.indices.map { Reading(of: [bytes[..<$0], bytes[$0...]], limits: limits) }
        let byteByByte = Reading(of: bytes.map { CollectionOfOne($0) }, limits: limits)
        return Set(cuts).union([byteByByte])
    }

    private mutating func drain(_ parser: inout HTTP1Parser) throws(HTTPFault) {
        while true {
            switch try parser.next() {
            case .incomplete: return
            case .expectsContinue: continues += 1
            case .request(let request): messages.append(Message(request))
            }
        }
    }

    /// What a stream comes to that ends in a fault, with no request before it.
    static func refused(_ status: Status, _ reason: String) -> Reading {
        Reading(fault: HTTPFault(status, reason), phase: nil)
    }
}

extension Reading.Message {
    init(_ request: HTTP1Request) {
        method = request.method
        target = request.target
        body = String(decoding: request.body, as: UTF8.self)
        closes = request.closesConnection
        fields = [:]
        for name in Self.watched {
            fields["\(name)"] = request.fields[name]
        }
        fieldCount = request.fields.count
    }
}
