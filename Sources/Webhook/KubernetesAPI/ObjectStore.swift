/// Where objects are read whole and written whole.
protocol ObjectStore: Sendable {
    /// How far this machine's clock is ahead of the store's, as the last answer had it; negative where it is behind.
    var clockSkew: Duration { get }

    /// Reads an object.
    func get(_ resource: APIResource) throws(APIFailure) -> APIValue

    /// Writes an object over the one that it was made of; `APIFailure.conflict` where that has changed since.
    func update(_ resource: APIResource, to object: APIValue) throws(APIFailure)
}

extension APIServer: ObjectStore {}
