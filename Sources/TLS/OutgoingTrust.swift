import CCURL
import COpenSSL
import Foundation

/// Whom connections trust that URLSession opens: on Linux it has no way to say that, nor does libcurl below it listen to
/// `SSL_CERT_FILE`.
package enum OutgoingTrust {
    /// Whether there is a libcurl, without which URLSession ends the process.
    package static var hasLibrary: Bool { ccurl_is_there() == 1 }

    /// Lets connections that are opened from now on trust the CAs of a file besides those of the system. From any thread.
    ///
    /// - Parameter file: PEM with one certificate at least; nil for the system's CAs alone.
    /// - Throws: `TLSError` that names the file which cannot be used; then nothing has changed.
    package static func add(_ file: String?) throws(TLSError) {
        guard let file else {
            _ = ccurl_trust(nil, 0)
            return
        }
        try check(file)
        guard let added = FileManager.default.contents(atPath: file) else { throw TLSError("read \(file)") }
        // Without that file, which small images leave out, there is still libcurl's folder.
        let system = FileManager.default.contents(atPath: String(cString: ccurl_system_authorities())) ?? Data()
        // A last line may lack its end.
        let pem = system + Data("\n".utf8) + added
        let isTaken = pem.withUnsafeBytes { ccurl_trust($0.baseAddress, $0.count) }
        guard isTaken == 1 else { throw TLSError("keep the CAs of \(file)") }
    }

    /// Looks whether a file has a certificate.
    ///
    /// - Parameter file: PEM.
    /// - Throws: `TLSError` that names the file, if it has none.
    package static func check(_ file: String) throws(TLSError) {
        let attempt = "read PEM certificates of CAs from \(file)"
        ERR_clear_error()
        guard let bio = BIO_new_file(file, "r") else { throw TLSError(attempt) }
        defer { BIO_free(bio) }
        guard let certificate = PEM_read_bio_X509(bio, nil, nil, nil) else { throw TLSError(attempt) }
        X509_free(certificate)
    }
}
