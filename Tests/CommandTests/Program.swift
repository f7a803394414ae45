import Foundation

/// The program that the tests run: the `treadle` that was built with them.
enum Program {
  struct Answer {
    var output: String
    var errors: String
    var status: Int32
  }

  static let path: String? = {
    let folders = Bundle.allBundles.map(\.bundleURL) + [
      URL(fileURLWithPath: CommandLine.arguments[0])
    ]
    for folder in folders.map({ $0.deletingLastPathComponent() }) {
      for name in ["treadle", "Command"] {
        let path = folder.appendingPathComponent(name).path
        if FileManager.default.isExecutableFile(atPath: path) { return path }
      }
    }
    return nil
  }()

  /// Starts the program in a folder; whoever asked waits for it.
  static func start(
    _ arguments: [String], in folder: String, output: FileHandle, errors: FileHandle,
    input: FileHandle = .nullDevice
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    environment["LANG"] = "C.UTF-8"
    environment["NO_COLOR"] = "1"
    process.environment = environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return process
  }

  static func run(_ arguments: [String], in folder: String, input: String = "") throws -> Answer {
    let files = ["in", "out", "err"].map { folder + "/../\($0)-\(UUID().uuidString)" }
    defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }
    for file in files { try Data(input.utf8).write(to: URL(fileURLWithPath: file)) }
    func handle(_ place: Int) throws -> FileHandle {
      let handle = FileHandle(forUpdatingAtPath: files[place])
      if place > 0 { try handle?.truncate(atOffset: 0) }
      return handle ?? .nullDevice
    }
    let process = try start(
      arguments, in: folder, output: try handle(1), errors: try handle(2), input: try handle(0))
    process.waitUntilExit()
    return Answer(
      output: try String(contentsOfFile: files[1], encoding: .utf8),
      errors: try String(contentsOfFile: files[2], encoding: .utf8),
      status: process.terminationStatus)
  }
}

/// A workspace with the definitions beside the tests; gone after the test.
final class TemporaryWorkspace {
  private let outer: URL
  var path: String { outer.appendingPathComponent("workspace").path }

  init() throws {
    outer = FileManager.default.temporaryDirectory
      .appendingPathComponent("treadle-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: outer, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: testFolder.appendingPathComponent("Files"),
      to: outer.appendingPathComponent("workspace"))
  }

  deinit { try? FileManager.default.removeItem(at: outer) }
}

let testFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
