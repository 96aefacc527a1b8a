import Foundation
import Synchronization
import TLS

/// The file of CAs that services are trusted by besides the system's. There is one for the process, as libcurl has it.
package enum TrustedCA {
    /// Why this machine cannot send anything; nil if it can. To be asked before there is a client or a poster.
    package static var obstacle: String? {
        OutgoingTrust.hasLibrary
            ? nil : "libcurl.so.4, by which requests are sent, is not installed; Debian's package is libcurl4"
    }

    private static let trusted = Mutex<Data?>(nil)

    /// What is wrong with a file of CAs; nil for nothing.
    package static func problem(_ file: String) -> String? {
        do throws(TLSError) {
            try OutgoingTrust.check(file)
            return nil
        } catch {
            return error.description
        }
    }

    /// Has connections that are opened from now on trust the CAs of a file, as it is now; nil for the system's alone. Costs
    /// little where nothing has changed.
    ///
    /// - Returns: why the file cannot be used, after which those from before count; nil if it can.
    package static func trust(_ file: String?) -> String? {
        trusted.withLock { trusted in
            let bytes = file.flatMap { FileManager.default.contents(atPath: $0) }
            guard bytes != trusted || file != nil && bytes == nil else { return nil }
            do throws(TLSError) {
                try OutgoingTrust.add(file)
                trusted = bytes
                return nil
            } catch {
                return error.description
            }
        }
    }
}
