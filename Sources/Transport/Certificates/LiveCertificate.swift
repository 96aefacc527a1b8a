import Glibc
import Synchronization
import TLS

/// The certificate, with its key and the CAs of clients, that counts now: read at the start, exchanged whole when the files
/// change into others that can be served, kept when they cannot.
///
/// Loops ask for each connection that they accept, which costs one atomic load as long as nothing has changed; a connection
/// keeps what it began with.
package final class LiveCertificate: Sendable {
    /// What became of the files at the last look.
    package struct Status: Sendable {
        /// The certificate that counts.
        package fileprivate(set) var leaf: CertificateFacts
        /// The seconds since 1970 in which clients accept it, as far as its dates and those of its chain go.
        fileprivate(set) var validity: ChainValidity
        /// Certificates that have counted so far, this one included.
        package fileprivate(set) var generation = 1
        /// Everything that is wrong with the files, line by line; nil while they are what counts.
        package fileprivate(set) var failure: String?
        /// Times that the files were found to be something that cannot be served.
        package fileprivate(set) var failureCount = 0
        /// Whether what counts has been found to be good: not so only where the server has started with something else.
        fileprivate(set) var isFit = true
    }

    private struct State {
        var context: TLSContext
        var status: Status
        /// The files as they were last judged.
        var judged: FilesReading
        /// Files that may be two halves of an exchange, if the last look found such.
        var suspect: FilesReading?
    }

    private typealias FilesReading = Result<TLSFiles, TLSError>

    private let settings: TLSSettings
    private let check: CertificateCheck
    private let clock: @Sendable () -> Int
    private let state: Mutex<State>
    /// `status.generation`, to be read without the lock.
    private let generation = Atomic<Int>(1)

    /// Reads the files. A certificate that can be presented but that clients will not take, because it has expired or lacks a
    /// name, counts all the same until there is a better one: the server is not ready then.
    ///
    /// - Parameters:
    ///   - settings: the files, and how to present what is in them.
    ///   - names: DNS names and IP addresses that the certificate must bear.
    ///   - clock: tells the second since 1970.
    /// - Throws: `TLSError` that names the file which cannot be used, or the two that do not belong together.
    init(
        _ settings: TLSSettings,
        names: [String] = [],
        clock: @escaping @Sendable () -> Int = { time(nil) }
    ) throws(TLSError) {
        self.settings = settings
        self.clock = clock
        check = CertificateCheck(names: names, file: settings.certificateChainFile)
        let files = try TLSFiles(settings)
        let credentials = try TLSCredentials(files, settings)
        let problems = check.problems(of: credentials.chain, at: clock())
        var status = Status(leaf: CertificateFacts(credentials.chain[0]), validity: ChainValidity(credentials.chain))
        if !problems.isEmpty {
            (status.failure, status.failureCount, status.isFit) = (problems.joined(separator: "\n"), 1, false)
        }
        let context = try TLSContext(settings, credentials)
        state = Mutex(State(context: context, status: status, judged: .success(files)))
    }

    /// The files' paths.
    package var files: [String] {
        [settings.certificateChainFile, settings.privateKeyFile] + [settings.clientCAFile].compactMap(\.self)
    }

    package var status: Status { state.withLock(\.status) }
}

// MARK: - Change

extension LiveCertificate {
    /// What a look at the files has found.
    private enum Judgement {
        case good(TLSContext, CertificateFacts, ChainValidity)
        /// Something that the next look mends if it came between two steps of an exchange.
        case unusable(String)
        case bad(String)
    }

    /// Looks at the files and takes over what they hold, if that has changed and can be served. To be called from one thread at
    /// a time, whenever the files may have changed and now and then: what is bad for its dates gets good with time.
    ///
    /// - Returns: how it stands, if a certificate was taken over or refused; nil if nothing has changed.
    package func reload() -> Status? {
        let reading = Result { () throws(TLSError) in try TLSFiles(settings) }
        let before = state.withLock(\.self)
        guard reading != before.judged || before.status.failure != nil else {
            state.withLock { $0.suspect = nil }
            return nil
        }
        switch judge(reading) {
        case .good(let context, let leaf, let validity):
            return state.withLock { state in
                state.status.generation += 1
                (state.status.leaf, state.status.validity) = (leaf, validity)
                (state.status.failure, state.status.isFit) = (nil, true)
                (state.context, state.judged, state.suspect) = (context, reading, nil)
                generation.store(state.status.generation, ordering: .releasing)
                return state.status
            }
        case .unusable(let problem):
            guard reading == before.suspect || reading == before.judged else {
                state.withLock { $0.suspect = reading }
                return nil
            }
            return note(problem, of: reading, before)
        case .bad(let problem): return note(problem, of: reading, before)
        }
    }

    private func judge(_ reading: FilesReading) -> Judgement {
        do throws(TLSError) {
            let credentials = try TLSCredentials(try reading.get(), settings)
            let problems = check.problems(of: credentials.chain, at: clock())
            guard problems.isEmpty else { return .bad(problems.joined(separator: "\n")) }
            let chain = credentials.chain
            return .good(try TLSContext(settings, credentials), CertificateFacts(chain[0]), ChainValidity(chain))
        } catch {
            return .unusable("\(error): exchange the files for ones that belong together")
        }
    }

    private func note(_ problem: String, of reading: FilesReading, _ before: State) -> Status? {
        state.withLock { state in
            state.suspect = nil
            guard reading != before.judged || problem != before.status.failure else { return nil }
            state.judged = reading
            state.status.failure = problem
            state.status.failureCount += 1
            return state.status
        }
    }
}

// MARK: - Use

extension LiveCertificate {
    /// A view of what counts that one thread keeps, and renews when there is something new.
    struct View {
        private let live: LiveCertificate
        private var context: TLSContext
        private var generation: Int

        init(_ live: LiveCertificate) {
            self.live = live
            (context, generation) = live.state.withLock { ($0.context, $0.status.generation) }
        }

        /// What connections begin with now.
        mutating func current() -> TLSContext {
            if live.generation.load(ordering: .acquiring) != generation {
                (context, generation) = live.state.withLock { ($0.context, $0.status.generation) }
            }
            return context
        }
    }

    /// The second since 1970.
    var now: Int { clock() }
}
