import Foundation
import FoundationNetworking
import Synchronization
import TestSupport
import Testing

@testable import Alerts

@Suite struct ExchangesTests {
    @Test func theDeadlineEndsAnExchangeOfWhichNothingIsHeard() throws {
        let exchanges = Exchanges(now: { .now })
        // A session of another delegate: no callback ever comes.
        let session = URLSession(configuration: .ephemeral)
        let url = try #require(URL(string: "http://127.0.0.1:1/"))
        let results = Mutex<[String]>([])
        exchanges.start(session.dataTask(with: url), timeout: .milliseconds(50)) { result in
            results.withLock { $0.append("\(result)") }
        }
        #expect(settled(on: 1) { results.withLock(\.count) } == 1)
        #expect(results.withLock(\.first) == "failure(Alerts.TransportFailure.timedOut)")
        session.invalidateAndCancel()
    }
}
