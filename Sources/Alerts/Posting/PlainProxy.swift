/// Whether libcurl hands requests without encryption to a proxy, by the environment (libcurl, "libcurl-env"). What is for
/// this machine would leave it openly, and lead to the proxy's own machine.
enum PlainProxy {
    /// - Parameters:
    ///   - host: the host of the URL, which is no IPv6 address.
    ///   - environment: the environment variables.
    /// - Returns: the name of the variable that names the proxy; nil where requests go straight to the host. Entries of
    ///   NO_PROXY count if they are the host, or 127.0.0.0/8: others are left to libcurl and not relied upon.
    static func variable(for host: String, _ environment: [String: String]) -> String? {
        func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
        // HTTP_PROXY in capital letters may come from a request's header, and libcurl ignores it.
        guard let variable = ["http_proxy", "all_proxy", "ALL_PROXY"].first(where: isSet) else { return nil }
        let exceptions = ["no_proxy", "NO_PROXY"].first(where: isSet).flatMap { environment[$0] } ?? ""
        let name = host.lowercased()
        let isExempt = exceptions.split { $0 == "," || $0 == " " }.contains { exception in
            exception == "*" || exception.lowercased() == name || exception == "127.0.0.0/8" && name.hasPrefix("127.")
        }
        return isExempt ? nil : variable
    }
}
