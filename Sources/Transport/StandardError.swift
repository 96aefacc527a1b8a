import Glibc

/// The process's standard error, without a buffer.
package enum StandardError {
    /// Writes all of `bytes`, waiting for the reader where it must. What cannot be written is lost: there is no place left
    /// to say so.
    package static func write(_ bytes: [UInt8]) {
        var written = 0
        while written < bytes.count {
            // The system copies from the array, from `written` to its end, during the call.
            let outcome = bytes.withUnsafeBytes { bytes in
                Syscall.outcome {
                    Glibc.write(STDERR_FILENO, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                }
            }
            switch outcome {
            case .done(let count): written += count
            case .wouldBlock: poll()
            case .failed: return
            }
        }
    }

    /// Waits until a descriptor that somebody has set not to block takes more.
    private static func poll() {
        var descriptor = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        Glibc.poll(&descriptor, 1, 1000)
    }
}
