import ArgumentParser
import Engine
import JSON
import JSONata

/// `treadle eval`: one JSONata expression or JSONPath, or a stream of them.
struct Eval: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluate a JSONata expression, or a JSONPath.",
    discussion: """
      With --jsonl, standard input has one {"expr", "data", "bindings"} a line (and, if wanted, \
      "timeLimit" in milliseconds and "depth"), standard output one {"value"}, {"undefined": true} \
      or {"error": {"code", "message", "position"}} a line.
      """)

  enum Language: String, ExpressibleByArgument, CaseIterable {
    /// JSONata 2.0.6 with AWS's functions, limits and restrictions.
    case aws
    case jsonata = "2.2"

    var dialect: Dialect { self == .aws ? .stepFunctions : .jsonata }
  }

  @Argument(help: "The expression.") var expression: String?
  @Option(help: "The input: a file of JSON, or - for standard input.") var data: String?
  @Flag(help: "The expression is a JSONPath.") var path = false
  @Option(help: "The dialect of JSONata: \(Language.allCases.map(\.rawValue).joined(separator: ", ")).")
  var jsonata = Language.jsonata
  @Flag(help: "Evaluate a stream of JSON Lines.") var jsonl = false

  mutating func validate() throws {
    guard jsonl || expression != nil else {
      throw ValidationError("an expression, or --jsonl, is needed")
    }
  }

  func run() async throws {
    if jsonl {
      EvalStream(dialect: jsonata.dialect).run()
      return
    }
    let input = try data.map { (path) throws(CommandError) in
      try Input.payload("@\(path)".replacingPrefix("@-", with: "-"), named: "--data")
    }.flatMap { $0 }
    if path { return try evaluatePath(input?.value ?? .null) }
    try evaluateExpression(input?.value)
  }

  private func evaluatePath(_ input: Value) throws {
    let path: Path
    do { path = try Path(expression ?? "$") } catch {
      throw CommandError.usage("expression:1:\(error.position + 1): \(error.reason)")
    }
    do {
      Output.line(try path.evaluate(input).pretty())
    } catch {
      throw CommandError.failed("\(error)")
    }
  }

  private func evaluateExpression(_ input: Value?) throws {
    let source = expression ?? ""
    do throws(Failure) {
      let compiled = try Expression(source, dialect: jsonata.dialect)
      let outcome = try compiled.evaluate(
        input, bindings: [:],
        in: Environment(
          now: Timestamp.now(), seed: .random(in: .min ... .max),
          limits: jsonata == .aws ? .stepFunctions : .safe))
      switch outcome {
      case .value(let value): Output.line(value.pretty())
      case .undefined: break
      case .function: Output.line("(function)")
      }
    } catch {
      Output.errorLine(source)
      Output.errorLine(String(repeating: " ", count: max(0, error.position - 1)) + "^")
      throw CommandError.failed("\(error.code): \(error.message)")
    }
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    self == prefix ? other : self
  }
}
