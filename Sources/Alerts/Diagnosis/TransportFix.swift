/// What mends that no answer came.
enum TransportFix {
    static func text(_ failure: TransportFailure) -> String {
        switch failure {
        case .timedOut:
            "see whether this cluster may reach the host at all: a firewall that drops packets looks like this; behind a "
                + "proxy, set HTTPS_PROXY"
        case .hostUnknown: "check the host's name, and the DNS of this cluster; behind a proxy, set HTTPS_PROXY"
        case .refused:
            "check host and port, and whether a firewall refuses connections; behind a proxy, set HTTPS_PROXY"
        case .certificate:
            "if a proxy or a company's own CA signs here, name the CA's PEM file by `ca:`; if the name does not "
                + "match, check the URL's host"
        case .handshake: "check whether the port speaks TLS, and which versions of it"
        case .proxy: "have the proxy allow CONNECT to this host, or take the host out of it by NO_PROXY"
        case .proxyUnknown: "check the host in HTTPS_PROXY"
        case .proxyUnusable:
            "write HTTPS_PROXY as http://HOST:PORT, with what is no letter or digit in a password percent-encoded"
        case .closed: "try again; if it stays so, see whether a firewall or a proxy on the way cuts connections"
        case .notHTTP: "check host and port: something else listens there"
        case .other: "try again; if it stays so, see whether the host can be reached from this machine"
        }
    }
}
