package import Glibc

/// Files that are there whole or not at all.
package enum WholeFile {
    /// Puts a file in its place: written aside, made durable, renamed. Whoever reads meanwhile gets the old one or the new one.
    ///
    /// - Parameters:
    ///   - text: what it holds.
    ///   - path: where the file belongs; what stands there is replaced.
    ///   - mode: who may read it, from the first moment on.
    /// - Throws: `SystemError` naming the file that cannot be written; then nothing has changed.
    package static func write(_ text: String, to path: String, mode: mode_t) throws(SystemError) {
        let aside = "\(path).\(getpid())"
        // A name that nobody else uses: what is left there a process of the same number has left, which is no more.
        unlink(aside)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        let file = FileDescriptor(owning: try Syscall.check("write \(path)") { open(aside, flags, mode) })
        do throws(SystemError) {
            try write(Array(text.utf8), to: file, path)
            // Whatever the umask has left out.
            try Syscall.check("set the mode of \(path)") { fchmod(file.number, mode) }
            try Syscall.check("write \(path)") { fsync(file.number) }
            try Syscall.check("write \(path)") { rename(aside, path) }
        } catch {
            unlink(aside)
            throw error
        }
    }

    private static func write(_ bytes: [UInt8], to file: borrowing FileDescriptor, _ path: String) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let number = file.number
            // The system copies from the array, from `written` to its end, during the call.
            let outcome = bytes.withUnsafeBytes { bytes in
                Syscall.outcome { Glibc.write(number, bytes.baseAddress.map { $0 + written }, bytes.count - written) }
            }
            guard case .done(let count) = outcome else {
                guard case .failed(let code) = outcome else { throw SystemError("write \(path)", code: EAGAIN) }
                throw SystemError("write \(path)", code: code)
            }
            written += count
        }
    }
}
