import FoundationEssentials
import Glibc

/// What Linux says of this process, under the names that Prometheus' client libraries use ("Writing client libraries",
/// Process metrics).
package enum ProcessMetrics {
    /// Writes what can be read of `/proc`; what cannot be is left out. Whole lines of memory, no disk.
    package static func collect(into text: inout PrometheusText) {
        // proc_pid_stat(5). The second field is the program's name in parentheses, which may hold anything.
        let stat = read("/proc/self/stat")
        let fields = stat.suffix(from: stat.lastIndex(of: ")") ?? stat.startIndex).split(separator: " ")
        let ticks = Double(sysconf(CInt(_SC_CLK_TCK)))
        if let user = number(fields, 14), let system = number(fields, 15) {
            text.family("process_cpu_seconds_total", .counter, "User and system CPU time of the process.") {
                $0.add((user + system) / ticks)
            }
        }
        if let pages = number(fields, 24) {
            let size = sysconf(CInt(_SC_PAGESIZE))
            text.gauge("process_resident_memory_bytes", "Memory of the process that is resident.", Int(pages) * size)
        }
        if let start = number(fields, 22), let boot = value(of: "btime", in: read("/proc/stat")) {
            text.family("process_start_time_seconds", .gauge, "When the process started, in seconds since 1970.") {
                $0.add(boot + start / ticks)
            }
        }
        if let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            // One of them was the look itself.
            text.gauge("process_open_fds", "File descriptors that are open.", max(0, names.count - 1))
        }
        if let limit = value(of: "Max open files", in: read("/proc/self/limits")) {
            text.gauge("process_max_fds", "File descriptors that the process may have open.", Int(limit))
        }
    }

    private static func read(_ file: String) -> String {
        FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Field `number` of `/proc/self/stat` by its manual, which counts from one; the first of `fields` is the second.
    private static func number(_ fields: [Substring], _ number: Int) -> Double? {
        fields.count > number - 2 ? Double(fields[number - 2]) : nil
    }

    /// The first number behind `name` at the beginning of a line.
    private static func value(of name: String, in text: String) -> Double? {
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.dropFirst(name.count).split(separator: " ").first.flatMap { Double($0) }
    }
}
