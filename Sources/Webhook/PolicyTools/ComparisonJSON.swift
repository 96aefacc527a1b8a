import Admission
import MIG

/// A comparison of policies for programs.
extension PolicyComparison {
    private struct Document: Encodable {
        let old: String
        let new: String
        let changes: [String]
        let slices: [Slice]
        let unreadable: [String]
    }

    private struct Slice: Encodable {
        let workload: String
        let subject: String
        let resource: String
        let declared: String?
        let before: Judgement
        let after: Judgement
        /// Whether another workload of the dump looks after this one.
        let isOwned: Bool
    }

    private struct Judgement: Encodable {
        let action: String
        let cause: String?
        let limit: String?
        /// How far the share of one slice stays below the limit, in bytes; negative if it does not.
        let marginBytes: Int64?
        let message: String?

        init(_ judgement: SliceJudgement) {
            action = judgement.action.name
            cause = judgement.cause
            limit = judgement.fit.limit?.size.description
            message = judgement.message
            if let share = judgement.fit.share, let limit = judgement.fit.limit {
                marginBytes = limit.size.bytes - share.bytes
            } else {
                marginBytes = nil
            }
        }
    }

    /// Every slice under both policies.
    package var json: String {
        get throws {
            let slices = workloads.flatMap { workload in
                workload.slices.map { slice in
                    Slice(
                        workload: workload.title,
                        subject: slice.after.fit.subject,
                        resource: slice.after.fit.resource,
                        declared: slice.after.fit.declared?.description,
                        before: Judgement(slice.before),
                        after: Judgement(slice.after),
                        isOwned: isOwned(workload)
                    )
                }
            }
            return try PrettyJSON.pretty(
                Document(
                    old: oldFile,
                    new: newFile,
                    changes: changes.lines,
                    slices: slices,
                    unreadable: problems.map { "\($0.file): \($0.message)" }
                )
            )
        }
    }
}
