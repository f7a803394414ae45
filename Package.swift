// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "treadle",
  products: [.executable(name: "treadle", targets: ["Command"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    // Floor 0
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw")]),
    .target(name: "CCrypto", linkerSettings: [.linkedLibrary("crypto")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(name: "CStack"),
    .target(name: "JSON"),
    // Floor 1
    .target(name: "JSONata", dependencies: ["JSON", "CCrypto", "CStack"]),
    .target(
      name: "History",
      dependencies: [
        "JSON", "CCrypto",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(name: "Screen", dependencies: ["CNcurses"]),
    .target(name: "Layout"),
    // Floor 2
    .target(name: "ASL", dependencies: ["JSON", "JSONata", .product(name: "Yams", package: "Yams")]),
    // Floor 3
    .target(name: "Engine", dependencies: ["ASL", "JSON", "JSONata", "History"]),
    // Floor 4
    .target(
      name: "Services",
      dependencies: [
        "Engine", "ASL", "JSON", "JSONata", "CCrypto", "CZlib",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "Yams", package: "Yams"),
      ]),
    // Floor 5
    .target(
      name: "Studio",
      dependencies: [
        "Screen", "Layout", "ASL", "Engine", "Services", "History", "JSON", "JSONata",
      ]),
    .target(
      name: "API",
      dependencies: [
        "Services", "Engine", "History", "ASL", "JSON", "JSONata", "CCrypto",
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    // Floor 6
    .executableTarget(
      name: "Command",
      dependencies: [
        "Studio", "API", "Services", "Engine", "History", "ASL", "JSON", "JSONata", "Layout",
        "Screen",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    // Tests
    .testTarget(
      name: "StudioTests",
      dependencies: ["Studio", "Screen", "Layout", "ASL", "Engine", "Services", "History", "JSON"],
      exclude: ["Definitions", "Pictures", "Sessions"]),
    .testTarget(name: "ScreenTests", dependencies: ["Screen", "CNcurses"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON"]),
    .testTarget(
      name: "JSONataTests", dependencies: ["JSONata", "JSON"], exclude: ["Errors.txt"]),
    .testTarget(
      name: "ASLTests", dependencies: ["ASL", "JSON", "JSONata"], exclude: ["Rules", "Diagnostics"]),
    .testTarget(name: "HistoryTests", dependencies: ["History", "JSON"]),
    .testTarget(name: "DriverTests", dependencies: ["Engine", "ASL", "History", "JSON"]),
    .testTarget(
      name: "EngineTests", dependencies: ["Engine", "ASL", "History", "JSON", "JSONata"],
      exclude: ["Dialogues"]),
    .testTarget(name: "LayoutTests", dependencies: ["Layout", "ASL"], exclude: ["Drawings"]),
    .testTarget(
      name: "APITests", dependencies: ["API", "Services", "Engine", "JSON"],
      exclude: ["Calls"]),
    .testTarget(
      name: "CommandTests", dependencies: ["Command", "JSON"], exclude: ["Cases", "Files"]),
    .testTarget(name: "HouseTests"),
    .executableTarget(
      name: "Benchmarks", dependencies: ["JSON", "JSONata", "ASL", "Engine", "Layout", "History"],
      path: "Tests/Benchmarks"),
    .testTarget(
      name: "StepperTests", dependencies: ["Engine", "ASL", "History", "JSON", "JSONata"]),
    .testTarget(
      name: "WorkflowsTests",
      dependencies: ["API", "Services", "Engine", "ASL", "History", "JSON"],
      exclude: ["boto_front.py", "order_functions.py"]),
    .testTarget(
      name: "ServicesTests", dependencies: ["Services", "Engine", "ASL", "JSON", "History"],
      exclude: ["Dialogues", "moto_tables.py"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where !["CNcurses", "CCrypto", "CZlib"].contains(target.name) {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .treatAllWarnings(as: .error),
    ]
}
