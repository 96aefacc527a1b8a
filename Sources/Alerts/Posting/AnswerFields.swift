import Foundation

/// The fields of a JSON object at its top level, read as the services write them: numbers may stand in quotes.
struct AnswerFields: Decodable {
    private enum Value {
        case number(Int)
        case text(String)
        case other
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }

    private var values: [String: Value] = [:]

    /// Nil where the body is no JSON object.
    init?(_ body: [UInt8]) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let json = body.starts(with: mark) ? body.dropFirst(mark.count) : body[...]
        guard let fields = try? JSONDecoder().decode(AnswerFields.self, from: Data(json)) else { return nil }
        self = fields
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for key in container.allKeys where (try? container.decodeNil(forKey: key)) == false {
            if let number = try? container.decode(Int.self, forKey: key) {
                values[key.stringValue] = .number(number)
            } else if let text = try? container.decode(String.self, forKey: key) {
                values[key.stringValue] = .text(text)
            } else {
                values[key.stringValue] = .other
            }
        }
    }

    /// Whether there is such a field that is not null.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// A number, or a text that is one.
    func number(_ name: String) -> Int? {
        switch values[name] {
        case .number(let number)?: number
        case .text(let text)?: Int(text)
        case .other?, nil: nil
        }
    }

    /// The first of several fields that is a text with something in it.
    func text(_ names: String...) -> String? {
        for name in names {
            if case .text(let text)? = values[name], !text.isEmpty {
                return text
            }
        }
        return nil
    }
}
