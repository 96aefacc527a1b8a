/// One answer of the server, as a client reads it.
struct HTTPAnswer: Error, Equatable, CustomStringConvertible {
    var status = 0
    /// All fields but Date, each as it came, in order.
    var fields: [String] = []
    /// The moment that the answer carries.
    var date: String?
    var body = ""

    var description: String { "\(status)\n\(fields.joined(separator: "\n"))\n\n\(body.prefix(300))" }
}
