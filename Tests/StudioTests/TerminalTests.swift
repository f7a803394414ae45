import Foundation
import Testing

/// The program itself in a real terminal (tmux): opening, answering, failing, mending, replaying,
/// dying and coming back. Skipped, saying so, where tmux or the built program is missing.
@Suite(.serialized) struct TerminalTests {
  static let program: String? = {
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = Bundle.main.executableURL?.deletingLastPathComponent().path
    let places = [beside, package.path + "/.build/debug"].compactMap { $0 }
    return places.map { $0 + "/treadle" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static let canRun: Bool = {
    let isThere = program != nil && Tmux.isInstalled
    if !isThere { print("TerminalTests are skipped: tmux or the built treadle is missing") }
    return isThere
  }()

  @Test(.enabled(if: canRun)) func aSession() throws {
    let program = try #require(TerminalTests.program)
    let folder = try TerminalTests.workspace()
    defer { try? FileManager.default.removeItem(at: folder) }
    let tmux = try Tmux(columns: 120, rows: 40)
    defer { tmux.end() }

    // Open, start, answer by hand: an error that nothing catches well.
    tmux.type("cd '\(folder.path)'; PS1='ready> '; clear", "Enter")
    tmux.type("'\(program)' shop.asl.json", "Enter")
    try tmux.wait("8 states")
    tmux.keys("r")
    try tmux.wait("Start an execution")
    tmux.keys("C-k")
    tmux.type("{\"items\":[{\"sku\":\"A1\"}]}", "F6")
    try tmux.wait("Reserve waits for an answer")
    tmux.keys("C-t", "C-u")
    tmux.type("Gone", "C-s")
    try tmux.wait("Sorry in Apologise")

    // To the failed state, to the field at fault.
    tmux.keys("!")
    try tmux.wait("sold out")
    tmux.keys("!")
    try tmux.wait("\"Error\": \"Sorry\"")

    // Change the definition, and die before it is saved.
    tmux.keys("e")
    try tmux.wait("Edit Apologise")
    tmux.keys("Down", "Down", "End")
    for _ in "\"Sorry\"," { tmux.keys("BSpace") }
    tmux.type("\"Regrets\",", "Escape")
    try tmux.wait("changed; ^S saves")
    kill(tmux.program, SIGTERM)
    try tmux.wait("Terminated")

    // The work is still there; save it and run again.
    tmux.type("clear; '\(program)' shop.asl.json", "Enter")
    try tmux.wait("Unsaved work")
    tmux.keys("r")
    try tmux.wait("restored")
    tmux.keys("C-s")
    try tmux.wait("saved shop.asl.json")
    let text = try String(contentsOf: folder.appending(path: "shop.asl.json"), encoding: .utf8)
    #expect(text.contains("Regrets"))

    // The execution of before is in the list; replayed on the new definition it differs.
    tmux.keys("3")
    try tmux.wait("shop-1")
    tmux.keys("P")
    try tmux.wait("differs from the recorded run")

    // A smaller window, stop and go on, and a clean end.
    tmux.resize(60, 15)
    try tmux.wait("1 Graph")
    tmux.keys("C-z")
    try tmux.wait("ready>")
    tmux.type("fg", "Enter")
    try tmux.wait("1 Graph")
    tmux.keys("Q")
    try tmux.wait("ready>")
  }

  /// A folder with the test definitions.
  static func workspace() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "treadle-terminal-\(ProcessInfo.processInfo.processIdentifier)")
    try? FileManager.default.removeItem(at: folder)
    let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Definitions")
    try FileManager.default.copyItem(at: source, to: folder)
    return folder
  }
}

/// A terminal that a test types into and reads.
final class Tmux {
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  private let socket: String

  static let isInstalled = ["/usr/bin/tmux", "/usr/local/bin/tmux"]
    .contains { FileManager.default.isExecutableFile(atPath: $0) }

  init(columns: Int, rows: Int) throws {
    socket = "treadle-\(ProcessInfo.processInfo.processIdentifier)"
    run(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env LC_ALL=C.UTF-8 TERM=tmux-256color bash --norc")
    Thread.sleep(forTimeInterval: 0.5)
  }

  func end() { run("kill-server") }

  /// Types a text as it is, then presses keys.
  func type(_ text: String, _ names: String...) {
    run("send-keys", "-l", text)
    for name in names { keys(name) }
  }

  func keys(_ names: String...) {
    for name in names {
      run("send-keys", name)
      Thread.sleep(forTimeInterval: 0.1)
    }
  }

  func resize(_ columns: Int, _ rows: Int) {
    run("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  var screen: String { run("capture-pane", "-p") }

  /// Waits until the screen shows a text.
  func wait(_ text: String, location: SourceLocation = #_sourceLocation) throws {
    for _ in 0..<1200 {
      if screen.contains(text) { return }
      Thread.sleep(forTimeInterval: 0.1)
    }
    Issue.record("“\(text)” does not appear\n\(screen)", sourceLocation: location)
    throw Missing(description: text)
  }

  /// The process that runs in the terminal's shell.
  var program: pid_t {
    let shell = run("display-message", "-p", "#{pane_pid}").trimmingCharacters(
      in: .whitespacesAndNewlines)
    let children = try? String(
      contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    return pid_t(children?.split(separator: " ").last ?? "") ?? 0
  }

  @discardableResult
  private func run(_ arguments: String...) -> String {
    let words = (["tmux", "-L", socket] + arguments).map { word in
      "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
    }
    // The server that `new-session` starts would keep the pipe open.
    let output = arguments.contains("new-session") ? ">/dev/null" : ""
    guard
      let stream = popen("\(words.joined(separator: " ")) 2>/dev/null </dev/null \(output)", "r")
    else { return "" }
    defer { pclose(stream) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
