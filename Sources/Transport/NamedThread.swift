import CLinux
import Glibc

/// Threads with names that `top -H` shows.
package enum NamedThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(_ name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts a thread that nobody waits for.
    ///
    /// - Parameters:
    ///   - name: up to 15 bytes; the kernel takes no more.
    ///   - run: what the thread does; with it the thread ends.
    /// - Throws: `SystemError` when the system has no thread to give.
    package static func start(_ name: String, _ run: @escaping @Sendable () -> Void) throws(SystemError) {
        // The thread runs once and takes the reference over; if it does not start, it is given back here.
        let body = Unmanaged.passRetained(Body(name, run))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, main, body.toOpaque())
        guard code == 0 else {
            body.release()
            throw SystemError("start the thread \(name)", code: code)
        }
        pthread_detach(thread)
    }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        // The reference that `start` has passed, once.
        guard let body = argument.map({ Unmanaged<Body>.fromOpaque($0).takeRetainedValue() }) else { return nil }
        clinux_name_thread(body.name)
        body.run()
        return nil
    }
}
