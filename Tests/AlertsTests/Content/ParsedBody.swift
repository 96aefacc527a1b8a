import Alerts
import Foundation

/// A body as its receiver reads it.
struct ParsedBody {
    /// A string, by the keys on the way to it: `card.elements.text.content`.
    struct Text {
        let path: String
        let value: String
    }

    let texts: [Text]
    let root: Any

    init(_ body: JSONNode) throws {
        try self.init(body.data)
    }

    init(_ body: Data) throws {
        // Nothing is repaired: what is no UTF-8 is no JSON.
        let root = try JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed)
        var texts: [Text] = []
        func collect(_ value: Any, _ path: [String]) {
            switch value {
            case let fields as [String: Any]:
                let tag = (fields["tag"] ?? fields["type"]) as? String
                for (key, value) in fields {
                    collect(value, path + [tag.map { "\(key)(\($0))" } ?? key])
                }
            case let elements as [Any]:
                for element in elements {
                    collect(element, path)
                }
            case let text as String: texts.append(Text(path: path.joined(separator: "."), value: text))
            default: break
            }
        }
        collect(root, [])
        self.texts = texts
        self.root = root
    }

    /// Everything that people read, in no order.
    var all: String { texts.map(\.value).joined(separator: "\n") }
}
