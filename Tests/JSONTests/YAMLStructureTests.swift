import JSON
import Testing

@Suite struct YAMLStructureTests {
    private func obstacle(_ text: String, deepest: Int = 8, longest: Int = 512) -> String? {
        YAMLStructure.firstObstacle(in: text, deepest: deepest, longest: longest).map { "\($0.line): \($0.obstacle)" }
    }

    @Test(arguments: [
        ("a: &x 1", "1: anchor"), ("# &no\na:\n  - &x [b]", "3: anchor"), ("a: 1\n? &x {b: c}\n: d", "2: anchor"),
        ("a: *x", "1: alias"), ("a:# : [&x b]", "1: anchor"), (#"{"a # ": &x 1}"#, "1: anchor"),
        ("é# : &x 1", "1: anchor"),
        ("%TAG ! tag:example.com:\n---\na: 1", "1: tagDirective"),
        ("a: 1\n...\n%TAG !e! e:\n---\nb: 1", "3: tagDirective"),
        ("[[[[[[[[[1]]]]]]]]]", "1: depth"), ("- - - - - - - - - 1", "1: depth"), (#"{"}",{"]":[[[[[[[[1"#, "1: depth"),
        ("a:\n  - {b: {c: {d: {e: {f: {g: {h: 1}}}}}}}", "2: depth"),
        ("{{{{{{{{{a}: 1}: 1}: 1}: 1}: 1}: 1}: 1}: 1}: 1", "1: depth"),
    ])
    func whatIsDearToReadIsFound(text: String, obstacle: String) {
        #expect(self.obstacle(text) == obstacle)
    }

    /// Only what libyaml takes for one is one.
    @Test(arguments: [
        "", "a: 1", "# R & D\na: 'x &y *z'", "names:\n  - team-?\n", "a: \"who ? me\"",
        "# \u{FC} [[[[[[[[[[ &a *b ? c\nb: 1",
        "a: R &D", "a: b*c", "%YAML 1.1\n---\na: 1", "a: '[[[[[[[[[['", "[[[[[[[[1]]]]]]]]", "- ci:?\r\n- x\r\n",
        "a: !!str 1",
    ])
    func whatLooksLikeItIsNot(text: String) {
        #expect(obstacle(text) == nil)
    }

    /// What is no YAML is for the reader to say; an obstacle before that still counts.
    @Test func whatIsNoYAMLIsLeftToTheReader() {
        #expect(obstacle("a: [1\nb: 2") == nil)
        #expect(obstacle("a: &x [1\nb: 2") == "1: anchor")
    }

    @Test func theLimitIsTheCallers() {
        #expect(obstacle("[[[1]]]", deepest: 3) == nil)
        #expect(obstacle("[[[1]]]", deepest: 2) == "1: depth")
        #expect(obstacle("a: 'b\n  c'", longest: 3) == nil)
        #expect(obstacle("a:\n  'b\n  c'", longest: 2) == "2: length")
        #expect(obstacle("abc: d", longest: 2) == "1: length")
    }
}
