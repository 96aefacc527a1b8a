import CLinux
import Glibc

/// What a descriptor is watched for, or what has happened to it.
struct Readiness: OptionSet {
    let rawValue: UInt32

    static let readable = Readiness(rawValue: EPOLLIN.rawValue)
    static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
    /// Reported without being asked for.
    static let broken = Readiness(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
}

/// A thin cover over epoll, level-triggered.
struct Epoll: ~Copyable {
    struct Event {
        let token: UInt64
        let readiness: Readiness
    }

    private let descriptor: FileDescriptor
    /// Events of one turn; those beyond come in the next.
    private var buffer = [epoll_event](repeating: epoll_event(), count: 128)

    init() throws(SystemError) {
        descriptor = FileDescriptor(owning: try Syscall.check("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) })
    }

    func add(_ number: CInt, _ readiness: Readiness, token: UInt64) throws(SystemError) {
        try control(EPOLL_CTL_ADD, number, readiness, token)
    }

    func modify(_ number: CInt, _ readiness: Readiness, token: UInt64) throws(SystemError) {
        try control(EPOLL_CTL_MOD, number, readiness, token)
    }

    func remove(_ number: CInt) throws(SystemError) {
        try control(EPOLL_CTL_DEL, number, [], 0)
    }

    private func control(
        _ operation: CInt,
        _ number: CInt,
        _ readiness: Readiness,
        _ token: UInt64
    ) throws(SystemError) {
        var event = epoll_event(events: readiness.rawValue, data: epoll_data_t(u64: token))
        // The kernel copies the event.
        try Syscall.check("epoll_ctl \(number)") { epoll_ctl(descriptor.number, operation, number, &event) }
    }

    /// Waits for events and answers how many there are, to be read with `event(at:)` before the next wait. None come
    /// within `timeout` milliseconds, zero is answered; -1 waits for ever.
    mutating func wait(timeout: CInt) throws(SystemError) -> Int {
        let number = descriptor.number
        // The kernel writes up to events.count events into the array during the call.
        let outcome = buffer.withUnsafeMutableBufferPointer { events in
            Syscall.outcome { Int(epoll_wait(number, events.baseAddress, CInt(events.count), timeout)) }
        }
        switch outcome {
        case .done(let count): return count
        case .wouldBlock: return 0
        case .failed(let code): throw SystemError("epoll_wait", code: code)
        }
    }

    func event(at index: Int) -> Event {
        Event(token: buffer[index].data.u64, readiness: Readiness(rawValue: buffer[index].events))
    }
}
