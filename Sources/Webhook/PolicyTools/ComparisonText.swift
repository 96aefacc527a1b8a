import Admission
import MIG

/// A comparison of policies for people.
extension PolicyComparison {
    /// What the process ends with: 2 if something could not be read, else 1 if something would newly be denied, else 0.
    package var exitStatus: Int32 {
        if !problems.isEmpty {
            return 2
        }
        return topWorkloads.contains(where: \.isNewlyDenied) ? 1 : 0
    }

    /// The comparison as text: what differs, what would newly be denied and admitted, what is close.
    ///
    /// - Parameter showsAll: whether every slice is listed, and not only those whose answer changes and the closest.
    /// - Returns: lines.
    package func text(showsAll: Bool) -> String {
        var lines = changes.lines.map { "  \($0)" }
        lines.insert(lines.isEmpty ? "The policies come to the same." : "What differs:", at: 0)
        let top = topWorkloads
        if workloads.isEmpty {
            lines += objectCount > 0 ? ["", "None of \(objectCount) objects asks for a MIG slice."] : []
        } else {
            let denied = Self.rows(top) { $0.isNewlyDenied }
            let admitted = Self.rows(top) { $0.isNewlyAdmitted }
            lines += Self.section("Newly denied", denied)
            lines += Self.section("Newly admitted", admitted)
            lines += showsAll ? Self.section("All", Self.rows(top) { _ in true }) : closest(top)
            lines += ["", summary(top, denied.count, admitted.count)]
        }
        lines += problems.map { problem in
            "\(problem.line.map { "\(problem.file):\($0)" } ?? problem.file): unreadable: \(problem.message)"
        }
        return lines.joined(separator: "\n")
    }

    private static func section(_ title: String, _ rows: [[String]]) -> [String] {
        guard !rows.isEmpty else { return [] }
        return ["", "\(title):"] + TextTable.lines(rows).map { "  \($0)" }
    }

    private static func rows(_ workloads: [ComparedWorkload], where isWanted: (ComparedSlice) -> Bool) -> [[String]] {
        workloads.flatMap { workload in workload.slices.filter(isWanted).map { Self.row(workload, $0) } }
    }

    private static func row(_ workload: ComparedWorkload, _ slice: ComparedSlice) -> [String] {
        let fit = slice.after.fit
        return [
            workload.title, fit.subject, fit.resource, fit.declared?.description ?? "undeclared", words(slice),
        ]
    }

    /// What becomes different, by the margins where the limit decides.
    private static func words(_ slice: ComparedSlice) -> String {
        let (before, after) = (slice.before, slice.after)
        let isAboutLimit =
            slice.isNewlyDenied && after.isAboutLimit && before.fit.isFitting
            || slice.isNewlyAdmitted && before.isAboutLimit && after.fit.isFitting
        if isAboutLimit, let old = before.fit.margin, let new = after.fit.margin {
            return "\(old), then \(new)"
        }
        let words = before.words == after.words ? after.words : "\(before.words), then \(after.words)"
        return [after.fit.margin, words].compactMap(\.self).joined(separator: "; ")
    }

    /// Slices that are listed as the closest.
    private static let closestCount = 10

    /// The models that are admitted and clear their limit under the new policy by the least.
    private func closest(_ workloads: [ComparedWorkload]) -> [String] {
        let fitting = workloads.flatMap { workload in workload.slices.map { (workload, $0) } }
            .compactMap { workload, slice -> (MemorySize, [String])? in
                let fit = slice.after.fit
                guard slice.after.action != .deny, fit.isFitting, let share = fit.share, let limit = fit.limit,
                    let margin = fit.margin
                else { return nil }
                let row = [workload.title, fit.subject, fit.resource, fit.declared?.description ?? "", margin]
                return (limit.size.minus(share), row)
            }
            .sorted { $0.0 < $1.0 }
        return Self.section("Closest to their limit under \(newFile)", fitting.prefix(Self.closestCount).map(\.1))
    }

    private func summary(_ top: [ComparedWorkload], _ denied: Int, _ admitted: Int) -> String {
        let slices = top.reduce(0) { $0 + $1.slices.count }
        let owned = workloads.count - top.count
        let tail = owned > 0 ? ", not counting \(owned) that others of them look after" : ""
        return """
            \(denied) newly denied, \(admitted) newly admitted, \(slices - denied - admitted) as before; \
            \(slices) \(slices == 1 ? "slice" : "slices") in \(top.count) \(top.count == 1 ? "workload" : "workloads")\(tail)
            """
    }
}

extension SliceJudgement {
    /// What becomes of the container, and why.
    fileprivate var words: String {
        let action =
            switch action {
            case .deny: "denied"
            case .warn: "admitted with a warning"
            case .audit: "admitted under audit"
            case .ignore: "admitted"
            }
        return cause.map { "\(action) (\($0))" } ?? action
    }
}
