import Foundation
import JSON
import Testing

@testable import ASL

/// Definitions that were damaged at random: reading, checking and editing them must neither trap nor
/// hang, whatever comes out.
@Suite struct FuzzTests {
  /// Steele, Lea and Flood 2014 (SplitMix64): small, and the same everywhere.
  struct Randomness: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private func seeds() -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Rules")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.sorted().compactMap { name in
      guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
      let text = String(decoding: data, as: UTF8.self)
      return text.split(separator: "\n---\n").first.map(String.init)
    }
  }

  /// Everything that is done with a definition.
  private func exercise(_ text: String, _ randomness: inout Randomness) {
    let formats: [Source.Format] = [.json, .json, .json, .yaml]
    let options = ReadingOptions(
      express: Bool.random(using: &randomness), substitutions: ["a": "b", "Seconds": "5"],
      format: formats.randomElement(using: &randomness) ?? .json,
      strict: Bool.random(using: &randomness))
    let reading = StateMachine.read(text, options: options)
    let findings = reading.findings()
    _ = reading.invalidDefinitionMessage
    _ = reading.machine?.variableReferences
    let entry = Report.Entry(
      file: "f", source: reading.source, diagnostics: reading.diagnostics + findings)
    _ = Report([entry]).text()
    _ = Report([entry]).sarif(version: "1").text
    _ = StateMachine.read(state: text, options: options).diagnostics
    _ = JacksonFault(in: text)
    guard let document = reading.source.document() else { return }
    for name in reading.machine?.scope.stateNames.prefix(3) ?? [] {
      let state = Pointer(tokens: ["States", name])
      _ = document.renamingState(state, to: "new name")
      _ = document.removingState(state)
      _ = document.insertingState(["Type": "Pass"], named: "other", after: state)
      _ = document.range(ofField: "Next", inState: "/States/\(name)")
    }
    _ = document.statePointer(at: Int.random(in: 0...document.bytes.count, using: &randomness))
  }

  /// Bytes changed, dropped, doubled and put elsewhere.
  @Test func survivesDamagedBytes() {
    var randomness = Randomness(state: 0x7265_6164)
    let seeds = seeds()
    let pieces = [
      "{", "}", "[", "]", "\"", ",", ":", "\\", "$", "$$.", "{%", "%}", "${", "null", "-1", "1e999",
      "States.", "(", "\u{0}", "é", "\n", "- ", "&a ", "*a",
    ].map { Array($0.utf8) }
    for seed in seeds {
      for _ in 0..<15 {
        var bytes = Array(seed.utf8)
        for _ in 0..<Int.random(in: 1...6, using: &randomness) where !bytes.isEmpty {
          let place = Int.random(in: 0..<bytes.count, using: &randomness)
          switch Int.random(in: 0..<4, using: &randomness) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &randomness)
          case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
          case 2:
            bytes.insert(contentsOf: pieces.randomElement(using: &randomness) ?? [], at: place)
          default:
            let end = min(bytes.count, place + 60)
            bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
          }
        }
        exercise(String(decoding: bytes, as: UTF8.self), &randomness)
      }
    }
  }

  /// Well-formed definitions whose values were swapped for others: every field meets every type.
  @Test func survivesSwappedValues() throws {
    var randomness = Randomness(state: 0x7377_6170)
    let values: [Value] = [
      nil, true, 0, -1, 1.5, .int(.max), .int(.min), .double(.infinity), "", "$", "$.a", "$$", "$x",
      "{% $states.input %}", "{%", "${a}", "States.UUID()", "A", [], [1], ["a"], [[:]], [:],
      ["a.$": "$.b"], ["Ref": "x"],
      ["StartAt": "A", "States": ["A": ["Type": "Pass", "End": true]]],
    ]
    let names = Array(stateFields.keys).sorted()
    for seed in seeds() {
      let definition = Document(seed).value
      for _ in 0..<15 {
        var value = definition
        for _ in 0..<Int.random(in: 1...3, using: &randomness) {
          value = swap(
            value, with: values.randomElement(using: &randomness) ?? nil,
            name: names.randomElement(using: &randomness) ?? "", 0, &randomness)
        }
        exercise(value.text, &randomness)
      }
    }
  }

  /// `value` with something inside replaced, or a member added.
  private func swap(
    _ value: Value, with other: Value, name: String, _ depth: Int, _ randomness: inout Randomness
  ) -> Value {
    switch value {
    case .object(var object) where !object.isEmpty && depth < 12:
      if Int.random(in: 0..<8, using: &randomness) == 0 {
        object[name] = other
        return .object(object)
      }
      let place = Int.random(in: 0..<object.count, using: &randomness)
      let member = object[place]
      object[member.name] = swap(
        member.value, with: other, name: name, depth + 1, &randomness)
      return .object(object)
    case .array(var elements) where !elements.isEmpty && depth < 12:
      let place = Int.random(in: 0..<elements.count, using: &randomness)
      elements[place] = swap(elements[place], with: other, name: name, depth + 1, &randomness)
      return .array(elements)
    default: return other
    }
  }

  /// Texts made to break readers: deep, long, empty.
  @Test func survivesExtremes() {
    var randomness = Randomness(state: 1)
    let deep = String(repeating: "[", count: 100_000)
    var nested = #"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#
    for _ in 0..<120 {
      nested =
        #"{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":"# + nested + "}}}"
    }
    let call = String(repeating: "States.Array(", count: 5000)
    let texts = [
      "", " ", "\u{FEFF}{}", "null", "[]", "\"", deep, nested,
      String(repeating: "{\"States\":", count: 3000),
      #"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":""# + call + #""}}}}"#,
      #"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"$"#
        + String(repeating: "[?(@.a", count: 3000) + #""}}}}"#,
      "a: &a [1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
        + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e]",
      String(repeating: "- ", count: 20_000), String(repeating: "{%", count: 1000),
    ]
    for text in texts {
      for _ in 0..<2 { exercise(text, &randomness) }
    }
  }
}
