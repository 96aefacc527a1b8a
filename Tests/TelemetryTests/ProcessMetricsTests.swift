import Foundation
import Telemetry
import Testing

@Suite struct ProcessMetricsTests {
    private func samples() -> [String: Double] {
        var text = PrometheusText()
        ProcessMetrics.collect(into: &text)
        let lines = text.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        let pairs = lines.map { $0.split(separator: " ") }
        return Dictionary(uniqueKeysWithValues: pairs.map { (String($0[0]), Double($0[1]) ?? .nan) })
    }

    @Test func memoryAndStartAreThisProcess() throws {
        let samples = samples()
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let resident = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }?.split(separator: " ")[1]
        let kilobytes = try #require(resident.flatMap { Double($0) })
        let bytes = try #require(samples["process_resident_memory_bytes"])
        // Other tests run meanwhile.
        #expect(bytes / 1024 > kilobytes / 2 && bytes / 1024 < kilobytes * 2)
        let age = Date().timeIntervalSince1970 - (try #require(samples["process_start_time_seconds"]))
        #expect(age > -2 && age < 3600)
    }

    @Test func timeThatIsSpentCounts() throws {
        let before = try #require(samples()["process_cpu_seconds_total"])
        let deadline = Date() + 0.1
        while Date() < deadline {}
        let after = try #require(samples()["process_cpu_seconds_total"])
        #expect(after > before)
        #expect(after < 36_000)
    }

    @Test func openFilesAreCounted() throws {
        var files: [FileHandle] = []
        for _ in 0..<200 {
            files.append(try #require(FileHandle(forReadingAtPath: "/dev/null")))
        }
        let samples = samples()
        let open = try #require(samples["process_open_fds"])
        #expect(open > 200)
        #expect(try #require(samples["process_max_fds"]) >= open)
        files.removeAll()
    }
}
