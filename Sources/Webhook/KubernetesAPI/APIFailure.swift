/// Why the Kubernetes API did not do what was asked, in words without secrets.
enum APIFailure: Error, Hashable {
    /// The object has changed since it was read.
    case conflict(String)
    case notFound
    /// It may go better later; after `pause` at the earliest, where the server says so.
    case passing(String, pause: Duration?)
    /// Nothing goes better until somebody mends something.
    case refused(String)
}
