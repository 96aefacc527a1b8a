/// What one message tells of together: a namespace, by its bytes.
struct AlertGroup: Hashable, Sendable {
    let namespace: [UInt8]
}
