import Glibc
import Testing

@testable import Transport

@Suite struct StandardErrorTests {
    /// More than a pipe holds, through a descriptor that somebody has set not to block.
    @Test(arguments: [0, O_NONBLOCK]) func everythingIsWrittenHoweverSlowTheReader(flags: CInt) async throws {
        let result = try await #require(
            processExitsWith: .success,
            observing: [\.standardErrorContent]
        ) { [flags] in
            alarm(300)
            _ = fcntl(STDERR_FILENO, F_SETFL, flags)
            StandardError.write(Array(String(repeating: "0123456789abcdef", count: 20_000).utf8))
            StandardError.write([])
            StandardError.write(Array("\n".utf8))
        }
        let expected = String(repeating: "0123456789abcdef", count: 20_000) + "\n"
        #expect(String(decoding: result.standardErrorContent, as: UTF8.self) == expected)
    }
}
