/// One request that came over HTTP/1.x, before anyone knows how long it took.
package struct HTTP1Request {
    package let method: String
    package let target: String
    package let fields: HeaderFields
    package let body: [UInt8]
    /// Whether the client wants the connection closed behind the answer, or cannot keep it open.
    package let closesConnection: Bool

    init(head: HTTP1Head, body: [UInt8]) {
        method = head.method
        target = head.target
        fields = head.fields
        self.body = body
        closesConnection = head.closesConnection
    }
}
