package import Foundation

/// A fake of the Kubernetes API, in a process of its own, that knows a Secret and a webhook configuration:
/// `Tests/Fakes/README.md` says what it checks and what may go wrong with it.
package final class KubernetesFake: Sendable {
    /// One of the two objects that there are.
    package enum Object: String, Sendable {
        case secret
        case webhook
    }

    /// A call that the fake recorded.
    package struct Call: Decodable, Sendable {
        /// `get` or `update`.
        package let verb: String
        package let path: String
        package let body: String
        /// What was answered; nil where a fault took the call before it was done.
        package let status: Int?
        /// What went wrong on the way: `hang`.
        package let fault: String?
        /// By their names in lower case.
        package let headers: [String: String]
    }

    /// What callers have to show.
    package static let token = "eyJhbGciOiJSUzI1NiJ9.made-up.b2YgYSB0ZXN0LCBub3RoaW5nIGVsc2U"

    private let process: FakeProcess

    /// Starts the fake, without objects, and waits until it says where it listens.
    ///
    /// - Parameter certificate: what it presents; it speaks plain HTTP without one.
    /// - Throws: what it said, when it does not listen within ten seconds.
    package init(_ certificate: DevelopmentCertificate? = nil) throws {
        process = try FakeProcess("kubernetes", ["--token", Self.token], certificate)
    }

    package var port: Int { process.port }

    /// `https://127.0.0.1:41234`
    package var origin: String { process.origin }

    /// Puts an object there as JSON has it; nil takes it away.
    package func put(_ object: Object, _ json: String?) throws {
        _ = try control(object.rawValue, Data((json ?? "null").utf8))
    }

    /// The object as it is now: `null` where there is none.
    package func json(_ object: Object) throws -> Data {
        try control(object.rawValue)
    }

    /// Has calls go wrong from now on: faults as the README has them.
    ///
    /// - Throws: what the fake said, for faults that it does not know.
    package func fail(_ faults: [[String: Any]]) throws {
        _ = try control("faults", JSONSerialization.data(withJSONObject: faults))
    }

    /// The calls that came, the first first.
    package func calls() throws -> [Call] {
        try JSONDecoder().decode([Call].self, from: control("calls"))
    }

    private func control(_ path: String, _ body: Data? = nil) throws -> Data {
        try process.control("/\(path)", "PUT", body)
    }
}
