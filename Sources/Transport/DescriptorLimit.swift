import Glibc

/// How many descriptors the process may have open.
package enum DescriptorLimit {
    /// Raises the limit as far as the system allows: the usual 1,024 are fewer than the connections we take.
    package static func raise() {
        var limit = rlimit()
        // Both calls only touch the struct they are given. Where raising fails, what was allowed before still is, and a full
        // table pauses accepting.
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
