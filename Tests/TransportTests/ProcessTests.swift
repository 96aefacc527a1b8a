import Foundation
import HTTP
import TestSupport
import Testing

@testable import Transport

/// What a server costs its process, each in a process of its own, which an alarm ends if it hangs.
@Suite struct ProcessTests {
    /// The address sanitizer keeps what was freed, to tell when it is used.
    private static let freesMemory = dlsym(nil, "__asan_init") == nil

    @Test func whateverHappensToAConnectionItsDescriptorIsClosed() async {
        await #expect(processExitsWith: .success) {
            alarm(300)
            let live = {
                let server = try TestServer(loops: 2) {
                    $0.lingerTime = .milliseconds(100)
                    $0.connections = 20
                }
                for _ in 1...3 {
                    #expect(try server.connect().get("/").status == 200)
                    try server.socket().reset()
                    try server.connect().send("NONSENSE\r\n")
                    try server.connect().send(.post("/", length: 10))
                    let http2 = try server.connectHTTP2()
                    try http2.send(.request("POST", "/", stream: 1, ends: false))
                }
                // More than there are places for.
                for socket in try (1...30).map({ _ in try server.socket() }) {
                    try? socket.send([1, 2, 3])
                }
                server.server.stop(grace: .seconds(1))
            }
            // The first life opens what the process keeps.
            try live()
            let before = Self.descriptors
            try live()
            #expect(settled(on: true) { Self.descriptors <= before } == true)
        }
    }

    @Test func anIdleServerDoesNothing() async {
        await #expect(processExitsWith: .success) {
            alarm(300)
            let server = try TestServer(loops: 2)
            #expect(Self.processorTime(during: .seconds(1)) < .milliseconds(100))
            let clients = try (1...20).map { _ in try server.connect() }
            let silent = try (1...20).map { _ in try server.socket() }
            #expect(try clients[0].get("/").status == 200)
            // A loop that spins would take all of the time.
            #expect(Self.processorTime(during: .seconds(1)) < .milliseconds(100))
            withExtendedLifetime((clients, silent)) {}
        }
    }

    @Test func withoutDescriptorsTheServerGoesOnServingAndDoesNotSpin() async {
        await #expect(processExitsWith: .success) {
            alarm(300)
            // Deadlines are looked at, and a port that was given a rest is tried again, in fourths of the shortest.
            let server = try TestServer { $0.lingerTime = .milliseconds(400) }
            let client = try server.connect()
            #expect(try client.get("/").status == 200)
            let late = try ClientSocket(unconnected: server.server.address)
            // From here on the process has no descriptor left.
            var limit = rlimit(rlim_cur: 64, rlim_max: 64)
            #expect(setrlimit(CInt(RLIMIT_NOFILE.rawValue), &limit) == 0)
            var fillers: [CInt] = []
            while case let number = dup(0), number >= 0 {
                fillers.append(number)
            }
            try late.connect(to: server.server.address)
            #expect(settled(on: true) { (server.counts["acceptPauses"] ?? 0) > 0 } == true)
            #expect(Self.processorTime(during: .seconds(1)) < .milliseconds(100))
            #expect(try client.get("/").status == 200)
            for filler in fillers {
                close(filler)
            }
            // Who had to wait is served as soon as there is room again.
            let tls = try server.tls(on: late)
            try tls.handshake()
            #expect(try HTTP1Client(tls).get("/").status == 200)
        }
    }

    /// Answers wait behind a slow reader all the time, but never many of them.
    @Test(.enabled(if: freesMemory)) func whatAReaderHasTakenIsForgotten() async {
        await #expect(processExitsWith: .success) {
            alarm(300)
            // So much that the server goes on reading, and more than the kernel takes off its hands.
            let server = try TestServer {
                $0.bytesUnsent = 64 << 20
                // However late this reader gets its turn on a machine that has much to do.
                $0.writeTime = .seconds(300)
            }
            let client = try server.connect(receiveBuffer: 4096)
            client.socket.waits(seconds: 300)
            let before = Self.kibibytes("VmHWM:")
            let request = String.get("/bytes?count=10000")
            for _ in 1...800 {
                try client.send(request)
            }
            for _ in 1...6000 {
                #expect(try client.answer().status == 200)
                try client.send(request)
            }
            // 8 MB wait at any time, with at most as much that is taken, in a buffer that grows by a third; a turn may answer
            // 3 MB at once, in another that doubles. 60 MB have been taken.
            #expect(Self.kibibytes("VmHWM:") - before < 40_000)
        }
    }

    @Test(.enabled(if: freesMemory)) func nothingIsKeptOfWhatIsOver() async {
        await #expect(processExitsWith: .success) {
            alarm(300)
            let server = try TestServer()
            let work = {
                for _ in 1...200 {
                    let client = try server.connect()
                    #expect(try client.get("/").status == 200)
                    let http2 = try server.connectHTTP2()
                    try http2.send(.request("GET", "/", stream: 1, ends: true))
                    #expect(try http2.answer(on: 1).status == 200)
                }
                let client = try server.connect()
                for _ in 1...2000 {
                    #expect(try client.get("/").status == 200)
                }
            }
            // The first time fills caches and pools.
            try work()
            let before = Self.kibibytes("VmRSS:")
            try work()
            // A connection has about 20 KiB, of which 400 would be 8 MiB.
            #expect(Self.kibibytes("VmRSS:") - before < 3000)
        }
    }

    private static var descriptors: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? .max
    }

    /// A figure of the kernel's on this process.
    private static func kibibytes(_ name: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }

    /// What the process has needed of its processors while this thread slept.
    private static func processorTime(during time: Duration) -> Duration {
        let before = processorTime
        usleep(UInt32(time / .microseconds(1)))
        return processorTime - before
    }

    private static var processorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
