import TLS
import TestSupport

/// Contexts with a development certificate, each made once, for tests that ask for nothing special.
enum DevelopmentContext {
    private static let made = Result { try make(offersHTTP2: true) }
    private static let madeForHTTP1 = Result { try make(offersHTTP2: false) }

    static var standard: TLSContext {
        get throws { try made.get() }
    }

    static var withoutHTTP2: TLSContext {
        get throws { try madeForHTTP1.get() }
    }

    /// The files are read at once, and may go with the certificate.
    private static func make(offersHTTP2: Bool) throws -> TLSContext {
        let certificate = try DevelopmentCertificate()
        var settings = TLSSettings(certificateChainFile: certificate.chain, privateKeyFile: certificate.key)
        settings.offersHTTP2 = offersHTTP2
        return try TLSContext(settings)
    }
}
