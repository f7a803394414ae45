import Foundation

/// Milliseconds from the start of the program to its end for commands that do next to nothing.
///
/// Measures the `treadle` beside this program: build it first (`swift build -c release`).
func benchmarkStartup() throws {
  let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
  let program = folder.appendingPathComponent("treadle")
  guard FileManager.default.isExecutableFile(atPath: program.path) else {
    return print("startup: there is no \(program.path); swift build -c release makes it")
  }
  for arguments in [["--version"], ["eval", "1+1"]] {
    var times: [Double] = []
    for _ in 0..<15 {
      let process = Process()
      process.executableURL = program
      process.arguments = arguments
      process.standardOutput = FileHandle.nullDevice
      let start = ContinuousClock.now
      try process.run()
      process.waitUntilExit()
      let duration = (ContinuousClock.now - start).components
      times.append(Double(duration.seconds) * 1000 + Double(duration.attoseconds) * 1e-15)
    }
    times.sort()
    let best = String(format: "%.1f", times[0])
    let median = String(format: "%.1f", times[times.count / 2])
    print("startup  treadle \(arguments.joined(separator: " ")): best \(best) ms, median \(median) ms")
  }
}
