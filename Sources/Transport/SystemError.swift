import Glibc

/// A system call that failed, with the reason that the system gave.
package struct SystemError: Error, Hashable, Sendable {
    /// The call and what it was about: `bind 0.0.0.0:8443`.
    package let call: String
    /// An errno.
    package let code: CInt

    package init(_ call: String, code: CInt) {
        self.call = call
        self.code = code
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String {
        // The text is copied before another call can overwrite it.
        "\(call): \(strerror(code).map { String(cString: $0) } ?? "error \(code)")"
    }
}

/// The outcome of a system call on a descriptor that does not block.
enum Outcome {
    case done(Int)
    /// Nothing to be had now; epoll will say when.
    case wouldBlock
    case failed(CInt)
}

enum Syscall {
    /// Runs a call that answers -1 for a failure, again and again while a signal interrupts it. The reason is read right
    /// behind the call, before anything can change it.
    static func outcome(_ call: () -> Int) -> Outcome {
        while true {
            let result = call()
            if result >= 0 {
                return .done(result)
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case let code: return .failed(code)
            }
        }
    }

    /// The same where failing is an error, with words for it.
    @discardableResult
    static func check(_ words: @autoclosure () -> String, _ call: () -> CInt) throws(SystemError) -> CInt {
        switch outcome({ Int(call()) }) {
        case .done(let result): return CInt(result)
        case .wouldBlock: throw SystemError(words(), code: EAGAIN)
        case .failed(let code): throw SystemError(words(), code: code)
        }
    }
}
