import Glibc

/// The signals that ask the process to end: SIGTERM from the kubelet, SIGINT from a terminal.
package struct TerminationSignals {
    private var set = sigset_t()

    /// Holds the signals back from now on, in this thread and every one that it starts: to be called before the first.
    /// Also ignores SIGPIPE, for a reader of the log that goes away is no reason to end, and SIGHUP, with which people have
    /// other servers read their files again: ours are noticed.
    package static func hold() -> TerminationSignals {
        var signals = TerminationSignals()
        // Both calls only touch the set they are given.
        sigemptyset(&signals.set)
        sigaddset(&signals.set, SIGTERM)
        sigaddset(&signals.set, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals.set, nil)
        signal(SIGPIPE, SIG_IGN)
        signal(SIGHUP, SIG_IGN)
        return signals
    }

    /// Waits for the next of the signals, and answers its number.
    @discardableResult
    package func wait() -> CInt {
        var (set, number) = (set, CInt(0))
        // Fails only for a set without signals.
        sigwait(&set, &number)
        return number
    }

    /// Has the next one end the process at once, with the status that a shell reports for it. A thread waits for it: where
    /// the process is the first of a container, Linux drops a signal that nobody handles.
    package func exitAtNext() throws(SystemError) {
        try NamedThread.start("signals") { _exit(128 + wait()) }
    }
}
