import Foundation
import TestSupport

@testable import Alerts

/// One alert to receivers of every kind, language and form while something goes wrong, and what became of it.
struct TroubleRun: Sendable {
    private static let scale = 200.0
    private static let gaveUp = ReceiverCounters.Result.undeliverable

    /// What is not as it should be, in words; empty for nothing.
    private(set) var complaints: [String] = []

    /// - Throws: what the fakes say to control.
    init(_ trouble: Trouble) throws {
        let robots = try RobotFakes(scale: Self.scale)
        for kind in Receiver.Kind.allCases {
            try robots.configure(kind.fake, ["rate": false, "fault": trouble.fault(kind)])
        }
        let receivers = Self.receivers
        let run = ServiceRun(.ofFakes(receivers), at: robots, scale: Self.scale, timeout: trouble.timeout)
        run.push(to: receivers.map(\.name))
        complain(run.waits { Self.failures($0) > 0 }, "not all noticed")
        for receiver in receivers where run.told(receiver.name) != 0 {
            complaints.append("\(receiver.name) counts as told")
        }
        if trouble.end == .givenUp {
            complain(run.waits { $0.counters[Self.gaveUp] == 1 }, "not all given up")
        }
        for kind in Receiver.Kind.allCases {
            try robots.configure(kind.fake, ["fault": NSNull()])
        }
        if trouble.end == .givenUp {
            run.push(to: receivers.map(\.name))
        }
        complain(run.waits { $0.counters.delivered == 1 }, "not all told")
        complain(run.stop(), "the service does not end")
        let calls = try robots.calls()
        for receiver in receivers {
            check(receiver, trouble, run, calls)
        }
        complain(!calls.contains { $0.service == .elsewhere }, "a redirect was followed")
    }

    private mutating func check(
        _ receiver: Receiver,
        _ trouble: Trouble,
        _ run: ServiceRun<URLSessionPoster>,
        _ calls: [RobotCall]
    ) {
        let name = receiver.name
        let own = calls.filter { $0.body.contains("[\(name)]") }
        let accepted = own.filter(\.accepted)
        let ids = Set(own.compactMap { try? MessageID(of: $0) })
        complain(run.told(name) == 1, "\(name): told \(run.told(name)) times")
        complain(own.contains { $0.fault != nil }, "\(name): nothing went wrong")
        complain(accepted.contains { $0.fault == nil }, "\(name): never taken in the end")
        complain(accepted.contains { $0.fault != nil } == trouble.isTaken, "\(name): taken while it went wrong, or not")
        complain(run.messages(name, .delivered) == 1, "\(name): \(run.messages(name, .delivered)) delivered")
        switch trouble.end {
        case .delivered:
            complain(ids.count == 1, "\(name): ids \(ids)")
            complain(run.messages(name, .undeliverable) == 0, "\(name): given up")
        case .givenUp:
            complain(ids.count == 2, "\(name): ids \(ids)")
            let tries = receiver.isPlain ? 1 : 2
            complain(own.count { $0.fault != nil } == tries, "\(name): not \(tries) tries")
            complain(run.log.lines.contains { $0.contains("given up") && $0.contains(name) }, "\(name): silent loss")
        }
    }

    private mutating func complain(_ isFine: Bool, _ complaint: @autoclosure () -> String) {
        if !isFine {
            complaints.append(complaint())
        }
    }

    private static func failures(_ state: ReceiverState) -> Int {
        let results = [ReceiverCounters.Result.retried, .rateLimited, .refused, .simplified, .undeliverable]
        return results.reduce(0) { $0 + state.counters[$1] }
    }

    /// Both languages and both forms of every kind. Each has its name as keyword, by which its calls are known.
    private static var receivers: [Receiver] {
        Receiver.Kind.allCases.flatMap { kind in
            [(Language.zh, false), (.en, true)].map { language, isPlain in
                let name = "\(kind)-\(language)-\(isPlain ? "plain" : "rich")"
                var receiver = Receiver.ofFakes(kind, name: name, language: language)
                (receiver.keyword, receiver.isPlain) = (name, isPlain)
                return receiver
            }
        }
    }
}
