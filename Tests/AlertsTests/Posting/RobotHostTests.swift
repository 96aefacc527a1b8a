import Testing

@testable import Alerts

@Suite struct RobotHostTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.0.9", "localhost", "LOCALHOST",
    ])
    func thisMachineIsTalkedToWithoutEncryption(host: String) {
        #expect(problem(.webhook, "http://\(host):8080/x") == nil)
    }

    /// Found out before anything is sent, for it would never arrive.
    @Test func anIPv6AddressIsRefused() {
        for (scheme, host) in [("http", "[::1]"), ("https", "[FD00::1]")] {
            #expect(
                problem(.webhook, "\(scheme)://\(host):8080/x", allowHost: "\(host):8080")
                    == "names the IPv6 address \(host.lowercased()), to which nothing can be posted: write the host's name"
            )
        }
    }

    @Test func aServiceIsReachedAtItsOwnHostsOnly() {
        let path = "/open-apis/bot/v2/hook/token"
        let others = "is not Feishu's (open.feishu.cn or open.larksuite.com); if it is right, `allowHost` must name it"
        for host in [
            "evil.example", "open.feishu.cn.evil.example", "open.feishu.cn.", "open.feishu.cn:8443", "127.0.0.1",
        ] {
            #expect(problem(.feishu, "https://\(host)\(path)") == "names the host \(host), which \(others)")
        }
        for host in ["open.feishu.cn", "open.larksuite.com", "Open.Feishu.CN", "open.feishu.cn:443"] {
            #expect(problem(.feishu, "https://\(host)\(path)") == nil)
        }
    }

    @Test(arguments: [Receiver.Kind.webhook, .alertmanager])
    func whereEverybodyHasTheirOwnTheHostIsNamed(kind: Receiver.Kind) {
        let refusal = "names the host hooks.example, which `allowHost` must name"
        #expect(problem(kind, "https://hooks.example/x") == refusal)
        #expect(problem(kind, "https://hooks.example/x", allowHost: "hooks.example") == nil)
    }

    @Test(arguments: [
        ("relay.example", "relay.example", true),
        ("Relay.Example", "relay.EXAMPLE", true),
        ("relay.example", "relay.example:8443", true),
        ("relay.example:8443", "relay.example:8443", true),
        ("relay.example:443", "relay.example", true),
        ("relay.example:8443", "relay.example", false),
        ("relay.example:8443", "relay.example:8444", false),
        ("relay.example", "a.relay.example", false),
        ("relay.example", "relay.example.evil.example", false),
        ("", "relay.example", false),
    ])
    func oneHostMoreMayBeAllowed(allowed: String, host: String, isAllowed: Bool) {
        let problem = problem(.slack, "https://\(host)/services/T/B/C", allowHost: allowed)
        #expect((problem == nil) == isAllowed)
    }

    @Test func theServiceStaysAllowedBesideIt() {
        #expect(problem(.slack, "https://hooks.slack.com/services/T/B/C", allowHost: "relay.example") == nil)
    }

    /// Everywhere but on this machine secrets would travel openly.
    @Test func allowingAHostDoesNotAllowToSendOpenly() {
        let problem = problem(.slack, "http://relay.example/services/T/B/C", allowHost: "relay.example")
        #expect(problem == "begins with http://: only hosts of this machine are talked to without encryption")
    }

    private func problem(_ kind: Receiver.Kind, _ text: String, allowHost: String? = nil) -> String? {
        var receiver = Receiver(name: "ml", kind: kind, url: .environment("URL"))
        receiver.allowHost = allowHost
        do throws(RobotURLError) {
            _ = try RobotURL(Secret(text), for: receiver)
            return nil
        } catch {
            return error.description
        }
    }
}
