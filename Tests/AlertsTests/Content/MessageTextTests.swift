import Alerts
import Foundation
import Testing

/// What messages say, by their plainest text.
@Suite struct MessageTextTests {
    private func lines(
        _ message: Message,
        _ language: Language = .en,
        _ change: (inout MessageContext) -> Void = { _ in }
    ) throws -> [String] {
        var context = try SampleMessage.context(language, .plain)
        change(&context)
        guard case .object(let body) = MessageBody.of(message, for: .webhook, context),
            case .string(let text) = body["text"]
        else { return [] }
        return text.components(separatedBy: "\n")
    }

    private func single(_ change: (inout AlertFacts) -> Void) -> Message {
        var facts = SampleMessage.facts
        change(&facts)
        return SampleMessage.message([SampleMessage.item(facts)])
    }

    @Test func saysEverythingOfADenial() throws {
        #expect(
            try lines(SampleMessage.single) == [
                "[GPU] prod-eu-1 · Denied: Deployment team-a/llm, model too large for the slice",
                """
                The declared size of the model is not below the limit of the MIG slice: it would run out of memory \
                while loading.
                """,
                "Object: Pod team-a/llm-7d9f8c6b5-x2x4q",
                "Belongs to: Deployment team-a/llm",
                "Container: server",
                "Slice asked for: nvidia.com/mig-3g.40gb",
                "Declared size: 50Gi",
                "Limit of the slice: 38Gi (40Gi nominal less 2Gi headroom)",
                "Way out: ask for nvidia.com/mig-7g.80gb, the smallest slice of these GPUs that fits (limit 78Gi)",
                "Asked by: ann@example.com",
                "Team: search",
                "Time: 2026-11-25 14:03:03 +08:00",
                "Cluster: prod-eu-1",
                "Decision ID: 0b1c7e52-6a3d-4c0e-9a65-2f9d7c1e8b40",
                "[GPU] prod-eu-1 · message #a1b2c3",
            ]
        )
    }

    @Test func derivationsAndWaysOut() throws {
        let message = single { facts in
            facts.share = "25Gi"
            facts.derivation = .usable("39.25Gi", gpu: "A100 80GB", reserve: "1Gi")
            facts.wayOut = .sharing(annotation: "mig-gate.io/tensor-parallel-size", processes: 2)
        }
        let english = try lines(message)
        #expect(english.contains("Declared size: 50Gi, 25Gi on each slice"))
        #expect(
            english.contains("Limit of the slice: 38Gi (39.25Gi usable as measured on A100 80GB, less 1Gi reserve)")
        )
        #expect(
            english.contains(
                """
                Way out: if 2 processes share the model, one on each slice, annotate mig-gate.io/tensor-parallel-size: \
                "2"
                """
            )
        )
        let chinese = try lines(
            single { facts in
                facts.derivation = .capped("39Gi", gpu: nil, fixed: "45Gi")
                facts.wayOut = AlertFacts.WayOut.none
            },
            .zh
        )
        #expect(chinese.contains("切片上限：38Gi（策略指定 45Gi，但估算可用显存只有 39Gi）"))
        #expect(chinese.contains("解决办法：同款 GPU 上没有切片放得下：请换用显存更大的 GPU，或缩小模型，例如量化"))
    }

    @Test func quotesWhatHasNoNumbers() throws {
        let message = single { facts in
            facts.code = "BadCount"
            (facts.limit, facts.derivation, facts.wayOut, facts.declared) = (nil, nil, nil, nil)
            facts.message = "limit \"0\" is no whole number"
        }
        #expect(try lines(message).contains("What kubectl showed: “limit \"0\" is no whole number”"))
        #expect(try lines(message, .zh).contains("kubectl 显示的英文原文：“limit \"0\" is no whole number”"))
    }

    @Test func repetitionsAndDelay() throws {
        let english = try lines(SampleMessage.delayed)
        #expect(
            english.contains(
                "Delayed by 42 min: put together at 2026-11-25 13:21:07 +08:00, sent at 2026-11-25 14:03:08 +08:00."
            )
        )
        #expect(
            english.contains(
                """
                Time: repeated: 7 times since 2026-11-25 13:13:07 +08:00, last at 2026-11-25 13:19:47 +08:00 · \
                30 more told before, 37 in all
                """
            )
        )
        let chinese = try lines(SampleMessage.delayed, .zh) { $0.now += 3 * 3600 }
        #expect(chinese[1].hasPrefix("延迟 3 小时 42 分钟送达："))
    }

    @Test func twoMinutesAreNoDelay() throws {
        let created = SampleMessage.noon
        #expect(!(try lines(SampleMessage.single) { $0.now = created + 120 })[1].hasPrefix("Delayed"))
        #expect(try lines(SampleMessage.single) { $0.now = created + 121 }[1].hasPrefix("Delayed by 2 min"))
    }

    @Test func titlesOfDigests() throws {
        func items(_ severities: Severity...) -> Message {
            SampleMessage.message(
                severities.enumerated().map { index, severity in
                    var facts = SampleMessage.facts
                    facts.severity = severity
                    facts.owner.name = "llm-\(index)"
                    return SampleMessage.item(facts, count: index + 1)
                }
            )
        }
        #expect(try lines(items(.deny, .deny))[0] == "[GPU] prod-eu-1 · 3 denials of 2 workloads")
        #expect(try lines(items(.deny, .deny), .zh)[0] == "[GPU] prod-eu-1 · 2 个工作负载共 3 次准入拒绝")
        let mixed = try lines(items(.deny, .warn, .audit))
        #expect(mixed[0] == "[GPU] prod-eu-1 · 6 alerts of 3 workloads")
        #expect(mixed[1] == "1 denied · 2 admitted with a warning · 3 on record only")
        var unknown = SampleMessage.message([])
        unknown.unrecorded = 1
        #expect(try lines(unknown)[0] == "[GPU] prod-eu-1 · 1 alert")
    }

    @Test func withoutAKeywordTheClusterIsFirst() throws {
        let context = try SampleMessage.context(keyword: nil)
        let body = try ParsedBody(MessageBody.of(SampleMessage.test, for: .feishu, context))
        #expect(body.texts.contains { $0.value == "prod-eu-1 · Test message" })
    }

    @Test func timesHaveTheZoneOfTheirDay() throws {
        func time(_ zone: String) throws -> String? {
            try lines(SampleMessage.test) { $0.timeZone = TimeZone(identifier: zone) ?? .gmt }
                .first { $0.hasPrefix("Time: ") }
        }
        #expect(try time("America/St_Johns") == "Time: 2026-11-25 02:33:07 -03:30")
        #expect(try time("Europe/Berlin") == "Time: 2026-11-25 07:03:07 +01:00")
        #expect(try time("UTC") == "Time: 2026-11-25 06:03:07 +00:00")
    }

    /// Long rows of combining marks must not take long.
    @Test func hostileDigestsAreQuick() throws {
        let text = String(repeating: "\u{301}", count: 256)
        let items = (0..<50).map { SampleMessage.item(SampleMessage.facts(everywhere: "\($0)" + text)) }
        let message = SampleMessage.message(items)
        let context = try SampleMessage.context()
        for kind in Receiver.Kind.allCases {
            let times = (0..<3).map { _ in
                ContinuousClock().measure { _ = MessageBody.of(message, for: kind, context) }
            }
            // Without optimisation, beside other tests: most of it is slack.
            #expect(times.min() ?? .zero < .milliseconds(500), "\(kind)")
        }
    }
}
