import CLinux
import Glibc
import Synchronization

/// What other threads may tell a loop.
enum LoopCommand: Sendable {
    /// Ask every client to go elsewhere, but go on serving.
    case drain
    /// Take no more connections, finish what has begun, and end; whatever is left at the deadline is cut off.
    case stop(deadline: ContinuousClock.Instant)

    /// Whether clients are to go elsewhere from here on.
    var sendsClientsAway: Bool {
        switch self {
        case .drain, .stop: true
        }
    }
}

/// Carries commands to a loop and wakes it. The loop takes its lock only when it has been woken, never for a request.
final class LoopMailbox: Sendable {
    private let commands = Mutex<[LoopCommand]>([])
    private let event: FileDescriptor

    init() throws(SystemError) {
        let flags = CInt(EFD_CLOEXEC | EFD_NONBLOCK)
        event = FileDescriptor(owning: try Syscall.check("eventfd") { eventfd(0, flags) })
    }

    /// The descriptor that becomes readable when a command is there.
    var number: CInt { event.number }

    func send(_ command: LoopCommand) {
        commands.withLock { $0.append(command) }
        // Cannot fail but for a counter near 2^64, which would wake the loop just as well.
        eventfd_write(event.number, 1)
    }

    /// All commands so far.
    func take() -> [LoopCommand] {
        var count: eventfd_t = 0
        eventfd_read(event.number, &count)
        return commands.withLock { commands in
            defer { commands = [] }
            return commands
        }
    }
}
