import ArgumentParser
import Foundation
import Glibc
import Transport

/// What the process prints.
enum StandardOutput {
    /// Writes all of `text`. Whoever has stopped reading wants no more.
    ///
    /// - Parameter text: what to write.
    /// - Throws: `ExitCode` 2, after a line on standard error, where some of it is lost: a report cut short must not look
    ///   like one of all that is wrong.
    static func write(_ text: String) throws(ExitCode) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
            guard cause.domain != NSPOSIXErrorDomain || cause.code != Int(EPIPE) else { return }
            StandardError.write(Array("Error: the report cannot be written: \(cause.localizedDescription)\n".utf8))
            throw ExitCode(2)
        }
    }
}
