import Admission
import Foundation
import Logging
import TestSupport
import Testing
import Webhook

@Suite struct DecisionLogTests {
    private func lines(_ body: String, actions: String? = nil) throws -> [String] {
        let log = RecordedLog()
        let policy = try PolicySettings(yaml: actions.map { "actions:\n  \($0)" } ?? "{}", file: "policy.yaml")
        _ = Route(policy: Policy(policy), logger: log.logger).post(body)
        return log.lines
    }

    @Test func aDenialIsLoggedWithItsNumbers() throws {
        #expect(
            try lines(ReviewText.pod(size: #""50Gi""#)) == [
                """
                warning "message":"denied","decision":"deny","uid":"u-1","operation":"CREATE","kind":"Pod","namespace":"ml",\
                "name":"p","user":"ann","findings":["ModelTooLarge"],"declared":"50Gi","limit":"39Gi"
                """
            ]
        )
    }

    @Test func theNumbersAreOfTheWorstFindingThatHasALimit() throws {
        let limits = #""nvidia.com/mig-3g.41gb":"1","nvidia.com/mig-1g.10gb":"1""#
        #expect(
            try lines(ReviewText.pod(size: #""10Gi""#, limits: limits), actions: "ModelTooLarge: warn") == [
                """
                warning "message":"denied","decision":"deny","uid":"u-1","operation":"CREATE","kind":"Pod","namespace":"ml",\
                "name":"p","user":"ann","findings":["MixedGPUAndMIG","ModelTooLarge","UnknownProfile"],"declared":"10Gi",\
                "limit":"9Gi"
                """
            ]
        )
    }

    @Test func aWarningIsANotice() throws {
        #expect(
            try lines(ReviewText.pod()) == [
                """
                notice "message":"admitted with warnings","decision":"warn","uid":"u-1","operation":"CREATE","kind":"Pod",\
                "namespace":"ml","name":"p","user":"ann","findings":["SizeUndeclared"]
                """
            ]
        )
    }

    @Test func anAuditedFindingIsLoggedWhereInformationIs() throws {
        #expect(
            try lines(ReviewText.pod(size: #""50Gi""#), actions: "ModelTooLarge: audit") == [
                """
                info "message":"admitted under audit","decision":"allow","uid":"u-1","operation":"CREATE","kind":"Pod",\
                "namespace":"ml","name":"p","user":"ann","findings":["ModelTooLarge"],"declared":"50Gi","limit":"39Gi"
                """
            ]
        )
    }

    @Test func whatIsInOrderIsLoggedForDebugging() throws {
        #expect(
            try lines(ReviewText.pod(size: #""1Gi""#)) == [
                """
                debug "message":"admitted","decision":"allow","uid":"u-1","operation":"CREATE","kind":"Pod",\
                "namespace":"ml","name":"p","user":"ann","findings":[]
                """
            ]
        )
    }

    @Test func aBodyThatCannotBeAnsweredIsLogged() throws {
        #expect(
            try lines("{}") == [
                "notice a body could not be answered reason=the body is no AdmissionReview: kind is missing"
            ]
        )
    }

    @Test func aDryRunIsMarked() throws {
        let review = try #require(RecordedReview.all.first { $0.case == "dry-run-fifty-on-40" })
        #expect(
            try lines(String(decoding: review.body, as: UTF8.self)) == [
                """
                warning "message":"denied","decision":"deny","uid":"a0ebf021-c1bb-4585-bc72-2ab9b9598df7",\
                "operation":"CREATE","kind":"Pod","namespace":"default","name":"fifty-dry","user":"admin","dryRun":true,\
                "findings":["ModelTooLarge"],"declared":"50Gi","limit":"39Gi"
                """
            ]
        )
    }
}
