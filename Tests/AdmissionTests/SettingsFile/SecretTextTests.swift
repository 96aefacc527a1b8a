import Testing

@testable import Admission

@Suite struct SecretTextTests {
    @Test(arguments: [
        "https://x", "http://127.0.0.1", "0c7f1d5e-53b8-4c62-9d2e-8f1a2b3c4d5e", "aGVsbG8gd29ybGQ5",
        "SEC7b0c94f5d1e84a0f9f2c33f2a6c1d0e5b8a7", "/services/T000/B000/abcdefgh1jklmnop", "key=7b0c94f5d1e84a0f",
        "see //hooks.example", "ghp_a1b2c3d4e5f6g7h8", "abcdefghijklmnopqrstuvwxyzabcdef",
    ])
    func whatLooksLikeACredentialIsKnown(text: String) {
        #expect(SecretText.isLikely(text))
    }

    @Test(arguments: [
        "", "ml-feishu", "vision-2-eu-west-1-robot-3", "system:serviceaccount:ci:*", "app.kubernetes.io/part-of",
        "/etc/mig-gate/alerts-2/ca.pem",
        "nvidia.com/mig-1g.10gb", "ParallelismTooWide", "13800000000000000000",
        "chat:8443",
        "production-cluster-of-the-eu-1", "2026-11-25T00:00:00Z", "显卡",
    ])
    func whatPeopleWriteIsNone(text: String) {
        #expect(!SecretText.isLikely(text))
    }
}
