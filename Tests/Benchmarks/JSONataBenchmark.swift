import Foundation
import JSON
import JSONata

/// Nanoseconds to compile, to evaluate, and for both, of the shared expressions and data; the result
/// beside them tells that the work was done. `jsonata` prints JSON with `JSONATA_JSON=1`.
func benchmarkJSONata() throws {
  let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let folder = package.deletingLastPathComponent().appending(path: "shared/bench/jsonata")
  func read(_ name: String) throws -> Value {
    try Value(parsing: [UInt8](Data(contentsOf: folder.appending(path: name))))
  }
  guard let expressions = try? read("expressions.json").array else {
    print("skipped: the shared expressions are not at hand")
    return
  }
  let environment = Environment(now: Timestamp(milliseconds: 0), seed: 0, limits: .none)
  var results: [(String, Value)] = []
  print("jsonata, ns      compile    evaluate       both")
  for item in expressions {
    let name = item["name"]?.string ?? ""
    let source = item["expr"]?.string ?? ""
    let data = try read(item["data"]?.string ?? "")
    let expression = try Expression(source, dialect: .jsonata)
    let compile = try nanoseconds { _ = try Expression(source, dialect: .jsonata) }
    let evaluate = try nanoseconds { _ = try expression.evaluate(data, in: environment) }
    let both = try nanoseconds {
      _ = try Expression(source, dialect: .jsonata).evaluate(data, in: environment)
    }
    let cells = [compile, evaluate, both].map { number in
      let text = String(Int(number.rounded()))
      return String(repeating: " ", count: max(1, 12 - text.count)) + text
    }
    print(name.padding(toLength: 12, withPad: " ", startingAt: 0) + cells.joined())
    results.append(
      (
        name,
        .object(["compile": .double(compile), "eval": .double(evaluate), "both": .double(both)])
      ))
  }
  if ProcessInfo.processInfo.environment["JSONATA_JSON"] != nil {
    print(Value.object(Object(results)).text)
  }
}

/// The best of several runs, per call.
private func nanoseconds(_ body: () throws -> Void) throws -> Double {
  let clock = ContinuousClock()
  var count = 1
  var best = Double.infinity
  let end = clock.now + .milliseconds(250)
  repeat {
    let time = try clock.measure { for _ in 0..<count { try body() } }
    best = min(best, time / .nanoseconds(1) / Double(count))
    if time < .milliseconds(10) { count *= 2 }
  } while clock.now < end
  return best
}
