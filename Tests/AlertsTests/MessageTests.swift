import Alerts
import Foundation
import Testing

@Suite struct MessageTests {
    @Test func countsWhatItListsAndWhatItDoesNot() {
        var message = Message(id: "a1b2c3", receiver: "ml", created: .now, items: [])
        message.furtherCount = 3
        message.unrecorded = 4
        #expect(message.count == 7)
        #expect(message.severity == nil)
    }
}
