// swift-tools-version: 6.2
import PackageDescription

// Every target: Swift 6 language mode, no warnings, imports internal unless said otherwise.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// Modules without pointers: unsafe code there does not compile. It lives in JSON, HTTP, TLS and Transport only.
let pure: [SwiftSetting] = strict + [.strictMemorySafety()]

let strictC: [CSetting] = [.treatAllWarnings(as: .error), .enableWarning("all"), .enableWarning("extra")]
let strictCXX: [CXXSetting] = [.treatAllWarnings(as: .error), .enableWarning("all"), .define("NDEBUG")]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "mig-gate",
    products: [.executable(name: "mig-gate", targets: ["mig-gate"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // C libraries: headers and shims only.
        .target(name: "CLinux", cSettings: strictC),

        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CNGHTTP2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
        // CCURL loads libcurl by itself. It is linked all the same, or the linker would not show CCURL's own definitions to a
        // shared Foundation.
        .target(name: "CCURL", cSettings: strictC, linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CSimdJSON", cxxSettings: strictCXX, linkerSettings: [.linkedLibrary("simdjson")]),

        // Protocol engines: bytes in, values out, no sockets.
        .target(name: "TLS", dependencies: ["COpenSSL", "CCURL"], swiftSettings: strict),
        .target(name: "HTTP", dependencies: ["CNGHTTP2"], swiftSettings: strict),
        .target(name: "JSON", dependencies: ["CSimdJSON", yams], swiftSettings: strict),

        // Counters and logs.
        .target(name: "Telemetry", dependencies: [logging], swiftSettings: pure),

        // Sockets and event loops.
        .target(
            name: "Transport",
            dependencies: ["TLS", "HTTP", "Telemetry", "CLinux"],
            swiftSettings: strict
        ),

        // The product: what Kubernetes asks, what the GPU has, the judgement.
        .target(name: "Kubernetes", dependencies: ["JSON", yams], swiftSettings: pure),
        .target(name: "MIG", resources: [.embedInCode("catalogue.txt")], swiftSettings: pure),
        .target(name: "Admission", dependencies: ["Kubernetes", "MIG", yams], swiftSettings: pure),

        // Chat: what somebody should hear of, until somebody has.
        .target(name: "Alerts", dependencies: ["TLS", "Telemetry", logging, grdb], swiftSettings: pure),

        // Routes: functions from a request to a response.
        .target(
            name: "Webhook",
            dependencies: ["Admission", "Alerts", "HTTP", "Kubernetes", "MIG", "Telemetry", logging, yams],
            swiftSettings: pure
        ),
        .executableTarget(
            name: "mig-gate",
            dependencies: ["Webhook", "Transport", "Alerts", argumentParser, logging],
            swiftSettings: pure
        ),

        // Tests: one target per module, then the built program from outside.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "KubernetesTests",
            dependencies: ["Kubernetes", "TestSupport", yams],
            swiftSettings: strict
        ),
        .testTarget(name: "MIGTests", dependencies: ["MIG", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "AdmissionTests",
            dependencies: ["Admission", "Kubernetes", "MIG", "TestSupport", yams],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TelemetryTests",
            dependencies: ["Telemetry", "TestSupport", logging],
            swiftSettings: strict
        ),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "CNGHTTP2", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "TLSTests", dependencies: ["TLS", "COpenSSL", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "TransportTests",
            dependencies: ["Transport", "HTTP", "TLS", "Telemetry", "CLinux", "COpenSSL", "CNGHTTP2", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AlertsTests",
            dependencies: ["Alerts", "TLS", "Telemetry", "TestSupport", logging, grdb],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "WebhookTests",
            dependencies: [
                "Webhook", "Admission", "Alerts", "HTTP", "Kubernetes", "Telemetry", "TestSupport", logging,
            ],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["mig-gate", "TestSupport"],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(name: "StyleTests", dependencies: ["TestSupport"], swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
