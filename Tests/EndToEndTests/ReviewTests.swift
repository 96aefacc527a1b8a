import Foundation
import TestSupport
import Testing

/// Every recorded review, sent to the built program by the clients that people have.
@Suite struct ReviewTests {
    /// A way to send a file and get the body of the answer.
    enum Client: String, CaseIterable {
        case curlHTTP1
        case curlHTTP2
        case nghttp

        func post(_ file: String, to url: String, trusting authority: String) throws -> Command.Output {
            switch self {
            case .curlHTTP1: try curl("--http1.1", file, url, authority)
            case .curlHTTP2: try curl("--http2", file, url, authority)
            case .nghttp:
                try Command.run(
                    "nghttp",
                    [
                        "--no-verify-peer", "-H", ":method: POST", "-H", "content-type: application/json", "-d", file,
                        url,
                    ]
                )
            }
        }

        private func curl(
            _ version: String,
            _ file: String,
            _ url: String,
            _ authority: String
        ) throws -> Command.Output {
            try Command.run(
                "curl",
                [
                    version, "--silent", "--show-error", "--fail", "--max-time", "10", "--cacert", authority,
                    "--header",
                    "Content-Type: application/json", "--data-binary", "@\(file)", url,
                ]
            )
        }
    }

    private struct Answer: Decodable {
        struct Response: Decodable {
            struct Status: Decodable {
                let code: Int
                let reason: String
            }

            let uid: String
            let allowed: Bool
            let status: Status?
            let auditAnnotations: [String: String]
        }

        let apiVersion: String
        let kind: String
        let response: Response
    }

    private struct Question: Decodable {
        struct Request: Decodable {
            let uid: String
        }

        let request: Request
    }

    @Test(arguments: Client.allCases)
    func everyRecordedReviewIsAnswered(by client: Client) throws {
        let certificate = try DevelopmentCertificate()
        let server = try ServerProcess(certificate, ["--policy", Repository.file("manifests/policy.yaml").path])
        var denied: [String] = []
        for review in RecordedReview.all {
            let file = Repository.file("Tests/Fixtures/reviews/\(review.case).json")
            let output = try client.post(file.path, to: "\(server.url)?timeout=3s", trusting: certificate.authority)
            #expect(output.status == 0, "\(review.case): \(output.standardError)")
            let answer = try JSONDecoder().decode(Answer.self, from: Data(output.standardOutput.utf8))
            let question = try JSONDecoder().decode(Question.self, from: Data(contentsOf: file))
            #expect(answer.apiVersion == "admission.k8s.io/v1" && answer.kind == "AdmissionReview")
            #expect(answer.response.uid == question.request.uid)
            #expect(answer.response.allowed == review.allowed, "\(review.case)")
            let findings = answer.response.auditAnnotations["findings"] ?? ""
            #expect(findings == review.findings.sorted().joined(separator: ","), "\(review.case)")
            if !review.allowed {
                denied.append(answer.response.uid)
                #expect(answer.response.status?.code == 403)
                #expect(answer.response.status?.reason == "Forbidden")
            }
        }
        // One line for each denial, in order: the loops serve one client's requests one after another.
        let last = try #require(denied.last)
        #expect(server.logLine { $0.contains(last) } != nil)
        let lines = try server.logLines.filter { $0.contains(#""message":"denied""#) }.map(LogLines.fields)
        #expect(lines.map { $0["uid"] as? String } == denied)
        #expect(lines.allSatisfy { $0["decision"] as? String == "deny" && $0["level"] as? String == "warning" })
    }
}
