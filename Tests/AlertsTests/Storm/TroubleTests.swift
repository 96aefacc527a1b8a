import Alerts
import TestSupport
import Testing

/// Every receiver with everything that may go wrong: nothing counts as told that was not taken, and nothing is lost.
@Suite struct TroubleTests {
    @Test(arguments: Trouble.all)
    func nothingIsLostAndNothingToldThatWasNotTaken(trouble: Trouble) async throws {
        let complaints = try await onThread { try TroubleRun(trouble).complaints }
        #expect(complaints == [])
    }
}
