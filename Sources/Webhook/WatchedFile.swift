package import Logging

/// A file that is read again when it changes, whatever it is about.
package struct WatchedFile: Sendable {
    /// The folders in which something changes when the file does, and the names that the file has there, as of now.
    package let places: @Sendable () -> (folders: [String], names: [String])
    /// Looks at the file and takes over what it holds, if that has changed and can be used.
    package let reload: @Sendable () -> Void

    /// - Parameters:
    ///   - live: what the file says.
    ///   - logger: told of changes.
    ///   - changed: given what counts from now on, on the thread that watches.
    package init<Value>(
        _ live: LiveFile<Value>,
        _ logger: Logger,
        changed: @escaping @Sendable (Value) -> Void = { _ in }
    ) {
        places = { live.places }
        reload = { live.reload(logger).map(changed) }
    }

    /// - Parameters:
    ///   - files: the paths of the files, as of now.
    ///   - look: called whenever one of them may have changed, on the thread that watches.
    package init(_ files: @escaping @Sendable () -> [String], look: @escaping @Sendable () -> Void) {
        places = {
            let places = files().map(FilePlaces.of)
            return (places.flatMap(\.folders), places.flatMap(\.names))
        }
        reload = look
    }
}
