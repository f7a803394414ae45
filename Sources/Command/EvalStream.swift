import Engine
import JSON
import JSONata

/// `treadle eval --jsonl`: answers each line of standard input with a line.
struct EvalStream {
  var dialect: Dialect

  func run() {
    while let line = readLine(strippingNewline: true) {
      guard !line.isEmpty else { continue }
      Output.line(answer(line).text)
    }
  }

  private func answer(_ line: String) -> Value {
    let request: Value
    do { request = try Value(parsing: line) } catch {
      return Self.error(code: "JSON", message: error.reason, position: error.offset)
    }
    guard let source = request["expr"]?.string else {
      return Self.error(code: "JSON", message: "\"expr\" is missing", position: 0)
    }
    var limits = dialect == .stepFunctions ? Limits.stepFunctions : Limits.safe
    if let time = request["timeLimit"]?.int { limits.time = .milliseconds(time) }
    if let depth = request["depth"]?.int { limits.depth = depth }
    let bindings = Dictionary(
      (request["bindings"]?.object ?? Object()).map { ($0, $1) }, uniquingKeysWith: { $1 })
    do throws(Failure) {
      let outcome = try Expression(source, dialect: dialect).evaluate(
        request["data"], bindings: bindings,
        in: Environment(now: Timestamp.now(), seed: .random(in: .min ... .max), limits: limits))
      switch outcome {
      case .value(let value): return ["value": value]
      case .undefined, .function: return ["undefined": true]
      }
    } catch {
      return Self.error(code: error.code, message: error.message, position: error.position)
    }
  }

  private static func error(code: String, message: String, position: Int) -> Value {
    ["error": ["code": .string(code), "message": .string(message), "position": .int(position)]]
  }
}
