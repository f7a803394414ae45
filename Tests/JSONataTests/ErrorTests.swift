import JSON
import JSONata
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What failures say: code, position, token and sentence, against `Errors.txt`.
///
/// A line there is an expression, and behind tabs what it fails with. `RECORD=1 swift test --filter
/// ErrorTests` writes the answers anew.
@Suite struct ErrorTests {
  /// The codes of the reference that an expression can bring about.
  static let codes = [
    "S0101", "S0102", "S0103", "S0104", "S0105", "S0106", "S0201", "S0202", "S0203", "S0204",
    "S0207", "S0208", "S0209", "S0210", "S0211", "S0212", "S0213", "S0214", "S0215", "S0216",
    "S0217", "S0301", "S0302", "S0303", "S0401", "S0402", "T0410", "T0411", "T0412", "D1001",
    "D1002", "T1003", "D1004", "T1005", "T1006", "T1007", "T1008", "D1009", "T1010", "T2001",
    "T2002", "T2003", "T2004", "T2006", "T2007", "T2008", "T2009", "T2010", "T2011", "T2012",
    "T2013",
    "D2014", "D3001", "D3010", "D3011", "D3012", "D3020", "D3030", "D3040", "D3050", "D3060",
    "D3061", "D3070", "D3080", "D3081", "D3082", "D3083", "D3084", "D3085", "D3086", "D3087",
    "D3088", "D3089", "D3090", "D3091", "D3092", "D3093", "D3100", "D3110", "D3120", "D3121",
    "D3130", "D3131", "D3132", "D3133", "D3134", "D3135", "D3136", "D3137", "D3138", "D3139",
    "D3140", "D3141",
  ]

  static let path =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/") + "/Errors.txt"

  static func answer(_ source: String) -> String {
    let environment = Environment(
      now: Timestamp(milliseconds: 0), seed: 1, limits: Limits(time: .seconds(5), memory: 1 << 20))
    do throws(Failure) {
      let outcome = try Expression(source, dialect: .jsonata)
        .evaluate(["x": 1], in: environment)
      if case .value(let value) = outcome { return String(value.text.prefix(80)) }
      return "\(outcome)"
    } catch {
      return "\(error.code)\t\(error.position)\t\(error.token ?? "")\t\(error.message)"
    }
  }

  @Test func `failures say what the reference says`() throws {
    var text = ""
    for line in try Shared.lines(Self.path) {
      let source = line.prefix { $0 != "\t" }
      let answer = Self.answer(String(source))
      text += "\(source)\t\(answer)\n"
      if ProcessInfo.processInfo.environment["RECORD"] == nil {
        #expect(line == "\(source)\t\(answer)")
      }
    }
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try Data(text.utf8).write(to: URL(filePath: Self.path))
    }
    for code in Self.codes { #expect(text.contains("\t\(code)\t"), "no failure \(code)") }
  }
}
