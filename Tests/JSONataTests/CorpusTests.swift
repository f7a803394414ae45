import JSON
import JSONata
import Testing

/// Expressions that people wrote in state machines.
@Suite struct CorpusTests {
  @Test func `every expression compiles`() throws {
    guard let folder = Shared.folder("corpus/expressions") else {
      print("skipped: the corpus is not at hand")
      return
    }
    for line in try Shared.lines(folder + "/jsonata.jsonl") {
      let text = try Value(parsing: line)["text"]?.string ?? ""
      do throws(Failure) {
        _ = try Expression(Corpus.source(text), dialect: .stepFunctions)
      } catch {
        Issue.record("\(text): \(error.code) \(error.message)")
      }
    }
  }
}

enum Corpus {
  /// The expression between `{%` and `%}`, with a number for what is put in when a stack is deployed
  /// (`${name}`). One author doubled the percent signs, for a formatter of theirs.
  static func source(_ text: String) -> String {
    let plain = text.replacing("{%%", with: "{%").replacing("%%}", with: "%}")
    guard let open = plain.firstRange(of: "{%"), plain.hasSuffix("%}") else { return plain }
    return String(plain[open.upperBound...].dropLast(2)).replacing(/\$\{[A-Za-z_0-9]+\}/, with: "1")
  }
}
