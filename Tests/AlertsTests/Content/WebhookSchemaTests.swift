import Alerts
import Foundation
import TestSupport
import Testing

/// The program's own JSON is what its schema says.
@Suite struct WebhookSchemaTests {
    private let schema: SchemaCheck

    init() throws {
        schema = try SchemaCheck(Data(Repository.bytes("docs/alert-webhook.schema.json")))
    }

    private func problems(_ message: Message) throws -> [String] {
        let body = MessageBody.of(message, for: .webhook, try SampleMessage.context())
        return schema.problems(try JSONSerialization.jsonObject(with: body.data))
    }

    @Test(arguments: SampleMessage.all.keys.sorted())
    func bodiesConform(name: String) throws {
        #expect(try problems(try #require(SampleMessage.all[name])) == [])
    }

    @Test func everyDerivationAndWayOutConforms() throws {
        let derivations: [AlertFacts.Derivation] = [
            .nominal("40Gi", headroom: "2Gi"), .usable("39Gi", gpu: "A100", reserve: "1Gi"),
            .usable("39Gi", gpu: nil, reserve: "1Gi"), .fixed, .capped("39Gi", gpu: "A100", fixed: "45Gi"),
        ]
        let ways: [AlertFacts.WayOut] = [
            .slice(resource: "r", limit: "1Gi"), .sharing(annotation: "a", processes: 2),
            .splitting(resource: "r", limit: "1Gi", annotation: "a", processes: 2), .none,
        ]
        for derivation in derivations {
            for way in ways {
                var facts = SampleMessage.facts
                facts.share = "25Gi"
                (facts.derivation, facts.wayOut) = (derivation, way)
                #expect(try problems(SampleMessage.message([SampleMessage.item(facts)])) == [])
            }
        }
    }

    @Test func theCheckFindsWhatIsWrong() throws {
        let body: [String: Any] = ["version": "2", "count": -1, "extra": true, "alerts": [["code": 1]]]
        let problems = schema.problems(body)
        for problem in ["$.version is not 1", "$.count is below 0", "$ has extra", "$ lacks id"] {
            #expect(problems.contains(problem))
        }
        #expect(problems.contains("$.alerts[].code is no string"))
    }
}
