/// What `check --output json` prints.
struct CheckedReport: Decodable {
    struct Finding: Decodable, Equatable {
        let file: String
        let line: Int
        let kind: String
        let namespace: String
        let name: String
        let container: String?
        let code: String
        let action: String
        let message: String
        let summary: String
        let override: String?
    }

    struct Problem: Decodable, Equatable {
        let file: String
        let line: Int?
        let message: String
    }

    struct Summary: Decodable, Equatable {
        let files: Int
        let objects: Int
        let objectsWithGPUs: Int
        let objectsExempt: Int
        let gpuContainers: [String: Int]
        let denied: Int
        let warnings: Int
        let audited: Int
        let unreadable: Int
        let exitStatus: Int32
    }

    let findings: [Finding]
    let problems: [Problem]
    let summary: Summary
}

/// What people and the audit log get of an answer of `/validate`.
struct AnswerTexts: Equatable {
    /// What the API server prints behind `denied the request:`; nil where the object is admitted.
    var denial: String?
    var warnings: [String] = []
    var decision: String
    var codes: String
    var override: String
}

extension AnswerTexts {
    /// Findings that one answer spells out, of denials as of warnings.
    private static let shown = 16

    /// Puts together what `/validate` would answer from the findings of one object.
    init(_ findings: [CheckedReport.Finding]) {
        let denials = Self.capped(findings.filter { $0.action == "deny" }.map(\.message))
        let warnings = findings.filter { $0.action == "warn" }
        var overrides: [String] = []
        for override in findings.compactMap(\.override) where !overrides.contains(override) {
            overrides.append(override)
        }
        denial = denials.isEmpty ? nil : denials.joined(separator: "\n")
        self.warnings = overrides + Self.capped(warnings.map(\.summary))
        decision = !denials.isEmpty ? "deny" : !warnings.isEmpty ? "warn" : "allow"
        // What keeps an object from being looked at is no finding.
        codes = Set(findings.map(\.code)).subtracting(["ObjectUnreadable"]).sorted().joined(separator: ",")
        override = overrides.joined(separator: "; ")
    }

    private static func capped(_ texts: [String]) -> [String] {
        texts.count > shown ? texts.prefix(shown) + ["and \(texts.count - shown) more"] : texts
    }

    /// What `/validate` has answered.
    init(_ answer: ReviewAnswer) {
        denial = answer.response.status?.message
        warnings = answer.response.warnings ?? []
        decision = answer.response.auditAnnotations["decision"] ?? ""
        codes = answer.response.auditAnnotations["findings"] ?? ""
        override = answer.response.auditAnnotations["override"] ?? ""
    }

    /// The latest end of an override is told to the second, and the same question is asked at different ones.
    var withoutClock: AnswerTexts {
        var texts = self
        texts.denial = denial.map(Self.withoutClock)
        texts.warnings = warnings.map(Self.withoutClock)
        return texts
    }

    private static func withoutClock(_ text: String) -> String {
        text.replacing(/it can end at \S+ at the latest/, with: "it can end at … at the latest")
    }
}

/// An AdmissionReview that answers.
struct ReviewAnswer: Decodable {
    struct Response: Decodable {
        struct Status: Decodable {
            let message: String
        }

        let uid: String
        let allowed: Bool
        let status: Status?
        let warnings: [String]?
        let auditAnnotations: [String: String]
    }

    let response: Response
}
