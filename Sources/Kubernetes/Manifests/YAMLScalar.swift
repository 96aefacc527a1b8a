import FoundationEssentials
import Yams

/// What a scalar of YAML stands for in JSON, by the rules of kubectl: those of YAML 1.1 as sigs.k8s.io/yaml's goyaml.v2 has
/// them in `resolve.go` at 742f5e6.
enum YAMLScalar: Hashable {
    case null
    case bool(Bool)
    /// A number as JSON spells it.
    case number(String)
    case text(String)

    /// Reads the value of a scalar.
    ///
    /// - Throws: a sentence where the scalar is not what its tag says.
    init(_ scalar: Node.Scalar) throws(YAMLScalarError) {
        let tag = scalar.tag.rawValue
        if tag.isEmpty {
            self = scalar.style == .plain ? Self(plain: scalar.string) : .text(scalar.string)
            return
        }
        guard tag.hasPrefix(Self.tagPrefix) else {
            // A tag of somebody's own says nothing of how to read the value.
            self = scalar.style == .plain && tag != "!" ? Self(plain: scalar.string) : .text(scalar.string)
            return
        }
        let kind = String(tag.dropFirst(Self.tagPrefix.count))
        switch kind {
        case "str", "timestamp": self = .text(scalar.string)
        case "binary":
            let digits = scalar.string.filter { !$0.isWhitespace }
            guard let bytes = Data(base64Encoded: digits) else { throw .mistagged(scalar.string, kind) }
            self = .text(String(decoding: bytes, as: UTF8.self))
        case "null", "bool", "int", "float":
            self = Self(plain: scalar.string)
            guard isOf(kind: kind) else { throw .mistagged(scalar.string, kind) }
        default: self = scalar.style == .plain ? Self(plain: scalar.string) : .text(scalar.string)
        }
    }

    private static let tagPrefix = "tag:yaml.org,2002:"

    private func isOf(kind: String) -> Bool {
        switch self {
        case .null: kind == "null"
        case .bool: kind == "bool"
        case .number(let digits): kind == "float" || kind == "int" && !digits.contains { ".e".contains($0) }
        case .text: false
        }
    }

    /// Reads the key of a map, which JSON wants to be text. The tag of a plain key is of no use: looking for duplicates
    /// Yams resolves it.
    ///
    /// - Parameter scalar: the key.
    /// - Returns: its text.
    static func key(_ scalar: Node.Scalar) -> String {
        guard scalar.style == .plain else {
            let value = try? YAMLScalar(scalar)
            return value?.text ?? scalar.string
        }
        return YAMLScalar(plain: scalar.string).text
    }

    /// The value as the text that a key of it has.
    private var text: String {
        switch self {
        case .null: "null"
        case .bool(let bool): bool ? "true" : "false"
        case .number(let digits): digits
        case .text(let text): text
        }
    }
}

/// A scalar that is not what its tag says.
enum YAMLScalarError: Error {
    case mistagged(String, String)

    var message: String {
        switch self {
        case .mistagged(let text, let tag): "\(text.quoted) cannot be read as !!\(tag); mend it or leave the tag out"
        }
    }
}

// MARK: - Plain scalars

extension YAMLScalar {
    /// Reads a scalar without tag and quotation marks. What is no number that JSON has, such as `.inf`, is text.
    init(plain text: String) {
        guard let first = text.utf8.first else {
            self = .null
            return
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            self = YAMLNumber.spelling(of: text).map { .number($0) } ?? .text(text)
        case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
            UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"),
            UInt8(ascii: "~"):
            self = text.utf8.count <= 5 ? Self.words[text] ?? .text(text) : .text(text)
        default: self = .text(text)
        }
    }

    /// The words that are no text.
    private static let words: [String: YAMLScalar] = {
        var words: [String: YAMLScalar] = ["~": .null, "null": .null, "Null": .null, "NULL": .null]
        for (bool, spellings) in [
            (true, ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]),
            (false, ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]),
        ] {
            for spelling in spellings {
                words[spelling] = .bool(bool)
            }
        }
        return words
    }()
}
