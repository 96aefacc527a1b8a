import Alerts
import Foundation
import TestSupport
import Testing

/// Services that repeat what they were sent: nothing of it comes out.
@Suite struct NoSecretTests {
    private static let secret = "SEC0123456789abcdef+/key=="

    @Test(arguments: Receiver.Kind.allCases)
    func whatIsRepeatedDoesNotComeOut(kind: Receiver.Kind) {
        var generator = SeededGenerator(seed: UInt64(kind.rawValue.utf8.count))
        let signs = [.feishu, .dingtalk].contains(kind)
        for round in 0..<12 {
            let (dice, status) = (generator.next(), generator.pick(["200 OK", "400 X", "403 X", "302 Found", "503 X"]))
            let server = ScriptedServer { connection in
                var generator = SeededGenerator(seed: dice)
                let body = Self.echo(connection.request, kind, &generator)
                let location = "Location: https://x.example/\(PosterFixture.token)?k=\(PosterFixture.token)\r\n"
                connection.write("HTTP/1.1 \(status)\r\n\(location)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
            }
            let url = PosterFixture.url(kind, port: server.port)
            let fixture = PosterFixture(kind, url, secret: signs ? Self.secret : nil)
            let delivery = fixture.deliver()
            var dumped = ""
            dump(delivery, to: &dumped)
            let lines = Diagnosis(delivery, fixture.receiver).lines.joined(separator: "\n")
            let texts = [
                lines, dumped, "\(delivery)", "\(delivery.outcome)", delivery.vendorText, delivery.target ?? "",
            ]
            for secret in Self.secrets(server.requests.first ?? "", kind) {
                for text in texts {
                    #expect(!text.lowercased().contains(secret.lowercased()), "round \(round): \(text)")
                }
            }
        }
    }

    /// A body that repeats parts of the request, in several spellings and surroundings.
    private static func echo(_ request: String, _ kind: Receiver.Kind, _ generator: inout SeededGenerator) -> String {
        let parts = [request.components(separatedBy: " ")[1]] + secrets(request, kind)
        let words = (0..<generator.number(1...6)).map { _ -> String in
            let part = generator.pick(parts)
            switch generator.below(5) {
            case 0: return part.uppercased()
            case 1: return part.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? part
            case 2: return "http://127.0.0.1\(part)"
            case 3: return part.replacing("/", with: #"\/"#)
            default: return part
            }
        }
        let text =
            String(repeating: "x ", count: generator.below(120))
            + words.joined(separator: generator.pick(["", " ", "\n"]))
        let json = (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return generator.pick([
            text, "<title>\(text)</title>", #"{"code":19021,"msg":\#(json)}"#, #"{"errcode":310000,"errmsg":\#(json)}"#,
            #"{"ok":false,"error":\#(json)}"#, json, String(json.dropLast(5)),
        ])
    }

    /// The signature as it was sent, the token, the secret, and long pieces of them.
    private static func secrets(_ request: String, _ kind: Receiver.Kind) -> [String] {
        var secrets = [PosterFixture.token, "123456789abc"]
        if [.feishu, .dingtalk].contains(kind) {
            secrets += [Self.secret, "0123456789abcdef"]
        }
        for mark in [#""sign":""#, "&sign="] {
            guard let start = request.range(of: mark)?.upperBound else { continue }
            let sign = String(request[start...].prefix { !["\"", " ", "&"].contains($0) })
            secrets += [sign, sign.removingPercentEncoding ?? sign]
            secrets += sign.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count >= 12 }
        }
        return secrets
    }
}
