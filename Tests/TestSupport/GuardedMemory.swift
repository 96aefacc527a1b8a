import Glibc

/// Memory behind which nothing may be read: whoever reads one byte too many crashes the test.
package final class GuardedMemory {
    private let pages: UnsafeMutableRawPointer
    private let capacity: Int
    private let page = Int(getpagesize())

    /// - Parameter capacity: the most bytes that are lent at once.
    package init(capacity: Int) {
        self.capacity = (capacity + page - 1) / page * page
        let size = self.capacity + page
        guard let pages = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            pages != MAP_FAILED, mprotect(pages + self.capacity, page, PROT_NONE) == 0
        else { preconditionFailure("no memory for \(size) bytes") }
        self.pages = pages
    }

    deinit {
        munmap(pages, capacity + page)
    }

    /// Lends a copy of `bytes` that ends where the guarded page begins.
    package func lend<Result, Failure: Error>(
        _ bytes: some Collection<UInt8>,
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(bytes.count <= capacity, "\(bytes.count) bytes for \(capacity)")
        let copy = UnsafeMutableRawBufferPointer(start: pages + (capacity - bytes.count), count: bytes.count)
        copy.copyBytes(from: bytes)
        return try body(UnsafeRawBufferPointer(copy))
    }
}
