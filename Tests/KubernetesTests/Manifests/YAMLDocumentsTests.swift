import Testing

@testable import Kubernetes

@Suite struct YAMLDocumentsTests {
    /// The documents of a text: their lines and what they hold.
    private func documents(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return YAMLDocuments(bytes, from: 0).documents.map { document in
            "\(document.line):\(String(decoding: bytes[document.range], as: UTF8.self))"
        }
    }

    @Test(
        arguments: [
            ("", []), ("\n\n", []), ("---\n", []), ("---\n---\n---", []), ("# a\n", []), ("...\n", []),
            ("# a\n---\n# b\n", []), ("a: 1", ["1:a: 1"]), ("a: 1\n", ["1:a: 1\n"]), ("---\na: 1", ["1:---\na: 1"]),
            ("a\n---\nb\n", ["1:a\n", "2:---\nb\n"]), ("a\n---", ["1:a\n"]),
            ("a\r\n---\r\nb", ["1:a\r\n", "2:---\r\nb"]),
            ("--- {a: 1}\n--- b\n", ["1:--- {a: 1}\n", "2:--- b\n"]), ("---\tb", ["1:---\tb"]),
            ("--- # c\nb\n--- # d\n", ["1:--- # c\nb\n"]), ("# c\n---\nb\n", ["1:# c\n---\nb\n"]),
            ("a: |\n  x\n ---\n---x\n----\n", ["1:a: |\n  x\n ---\n---x\n----\n"]),
            ("a\n...\nb\n", ["1:a\n", "3:b\n"]), ("a\n...\n---\nb\n", ["1:a\n", "3:---\nb\n"]),
            ("%YAML 1.1\n---\na\n", ["1:%YAML 1.1\n---\na\n"]),
            ("a\n...\n%TAG ! x\n---\nb\n", ["1:a\n", "3:%TAG ! x\n---\nb\n"]), ("a\n%b\n", ["1:a\n%b\n"]),
        ] as [(String, [String])]
    )
    func markers(text: String, expected: [String]) {
        #expect(documents(text) == expected)
    }
}
