import HTTP
import Testing

@Suite struct RequestTests {
    private func request(_ target: String) -> Request {
        Request(method: "GET", target: target)
    }

    @Test(arguments: [
        ("/validate", true), ("/validate?timeout=10s", true), ("/validate?", true), ("/validate/", false),
        ("/validatex", false), ("/validate#x", false), ("/valid", false), ("/", false), ("", false), ("*", false),
        ("/Validate", false), ("//validate", false), ("/%76alidate", false), ("x/validate", false),
    ])
    func thePathIsWhatStandsBeforeTheQuestionMark(_ target: String, _ isForValidate: Bool) {
        #expect(request(target).isFor("/validate") == isForValidate)
    }

    @Test(arguments: [
        ("/validate?timeout=10s", "10s"), ("/?a=b&timeout=10s&c", "10s"), ("/?timeout=1&timeout=2", "1"),
        ("/?timeout=", ""), ("/?timeout=a=b", "a=b"), ("/?timeout=%31", "%31"), ("/?x?timeout=1&timeout=2", "2"),
        ("/?timeout", nil), ("/?timeouts=1", nil), ("/?xtimeout=1", nil), ("/?Timeout=1", nil), ("/timeout=1", nil),
        ("/?", nil), ("/", nil), ("", nil),
    ])
    func theFirstParameterOfANameCounts(_ target: String, _ value: String?) {
        #expect(request(target).query("timeout").map(String.init) == value)
    }

    @Test(arguments: [
        ("/?verbose", true), ("/?verbose=", true), ("/?verbose=1", true), ("/?a&verbose", true),
        ("/?a=b&verbose=c", true), ("/?verbose2", false), ("/?a=verbose", false), ("/verbose", false), ("/?", false),
        ("/", false), ("", false),
    ])
    func aParameterNeedsNoValue(_ target: String, _ isThere: Bool) {
        #expect(request(target).hasQuery("verbose") == isThere)
    }
}
