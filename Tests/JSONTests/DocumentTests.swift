import JSON
import Testing

@Suite struct DocumentTests {
  static let sample = """
    {
      // what it is for
      "Comment": "c", // trailing
      "States": {
        "A": { "Type": "Pass", "Next": "B" },
        "B": { "Type": "Succeed" } // last
      },
      "list": [1, 2, 3],
      "empty": {},
      "tail": [
        "x",
        "y",
      ]
    }
    """

  @Test func knowsPlaces() throws {
    let document = Document(DocumentTests.sample)
    #expect(document.faults.isEmpty)
    let table: [(String, String, String)] = [
      ("", "1:1", "1:1"), ("/Comment", "3:14", "3:3"), ("/States/B/Type", "6:20", "6:12"),
      ("/list/1", "8:15", "8:15"), ("/tail/0", "11:5", "11:5"),
    ]
    for (text, value, key) in table {
      let pointer = try #require(Pointer(text))
      #expect(document.place(of: pointer)?.description == value, "\(text)")
      #expect(document.place(of: pointer, key: true)?.description == key, "\(text)")
      let place = try #require(document.place(of: pointer, key: true))
      let offset = try #require(document.offset(at: place))
      #expect(document.place(at: offset) == place)
      #expect(document.pointer(at: offset) == pointer, "\(text)")
    }
    #expect(
      document.nearestPlace(of: Pointer(tokens: ["States", "B", "Next"])).description == "6:10")
  }

  @Test func readsLeniently() {
    let table: [(String, String)] = [
      ("{a: 1, 'b': 'x\"y', }", #"{"a":1,"b":"x\"y"}"#),
      ("[+1, .5, 5., 0x1F, -0x10]", "[1,0.5,5.0,31,-16]"),
      ("/* a */ [1, // b\n 2] // c", "[1,2]"), ("['it\\'s']", #"["it's"]"#),
      ("\u{FEFF}{}", "{}"),
    ]
    for (text, expected) in table {
      let document = Document(text)
      #expect(document.faults.isEmpty, "\(text)")
      #expect(document.value.text == expected)
      #expect(!Document(text, mode: .strict).isWellFormed, "\(text)")
    }
  }

  @Test func goesOnAfterFaults() {
    let table: [(String, String, String)] = [
      (#"{"a": 1 "b": 2}"#, #"{"a":1,"b":2}"#, "1:9 expected ','"),
      (#"{"a": , "b": 2}"#, #"{"b":2}"#, "1:7 expected a value"),
      (#"{"a": [1, 2, "b": 2}"#, #"{"a":[1,2,"b",2]}"#, "1:17 expected ','"),
      ("{\"a\": \"x\n, \"b\": 2}", #"{"a":"x","b":2}"#, "1:7 a string is not closed"),
      (
        #"{"a": ${Sub}, "b": 2}"#, #"{"a":"${Sub}","b":2}"#,
        "1:7 a substitution outside of a string is not JSON"
      ),
      ("[1, 2", "[1,2]", "1:1 a bracket is not closed"), ("", "null", "1:1 expected a value"),
      ("[1}]", "[1]", "1:3 a bracket that closes nothing"),
      (#"{"a":1,"a":2}"#, #"{"a":2}"#, "1:8 the name 'a' stands twice"),
      ("[1] x", "[1]", "1:5 unexpected text after the value"),
      ("nul", "\"nul\"", "1:1 expected a value"),
    ]
    for (text, value, fault) in table {
      let document = Document(text)
      #expect(document.value.text == value, "\(text)")
      #expect(document.faults.first.map { "\($0.place) \($0.reason)" } == fault, "\(text)")
    }
    let deep = Document(String(repeating: "[", count: 100_000))
    #expect(!deep.isWellFormed)
    #expect(!Document("[" + String(repeating: "}", count: 100_000)).isWellFormed)
  }

  @Test func editsChangeLittle() throws {
    let document = Document(DocumentTests.sample)
    func expect(_ edited: Document?, _ changes: [(String, String)], _ line: Int = #line) throws {
      let edited = try #require(edited, "line \(line)")
      var text = DocumentTests.sample
      for (old, new) in changes {
        let range = try #require(text.firstRange(of: old))
        text.replaceSubrange(range, with: new)
      }
      #expect(edited.text == text, "line \(line)")
      #expect(edited.isWellFormed, "line \(line)")
    }
    let a = Pointer(tokens: ["States", "A"])
    try expect(document.replacing(a.appending("Next"), with: "C"), [("\"B\" }", "\"C\" }")])
    try expect(
      document.replacing(Pointer(tokens: ["list"]), with: [1, ["k": 2]]),
      [("[1, 2, 3]", "[\n    1,\n    {\n      \"k\": 2\n    }\n  ]")])
    try expect(document.renaming(a, to: "Z"), [("\"A\"", "\"Z\"")])
    #expect(document.renaming(a, to: "B") == nil)
    try expect(
      document.removing(a), [("    \"A\": { \"Type\": \"Pass\", \"Next\": \"B\" },\n", "")])
    try expect(
      document.removing(Pointer(tokens: ["States", "B"])),
      [("},\n    \"B\": { \"Type\": \"Succeed\" } // last", "}")])
    try expect(
      document.inserting(["Type": "Fail"], named: "C", into: Pointer(tokens: ["States"])),
      [("} // last", "}, // last\n    \"C\": {\n      \"Type\": \"Fail\"\n    }")])
    try expect(document.inserting(9, into: Pointer(tokens: ["list"]), at: 0), [("[1", "[9, 1")])
    try expect(document.inserting(9, into: Pointer(tokens: ["list"])), [("3]", "3, 9]")])
    try expect(document.removing(Pointer(tokens: ["list", "1"])), [("2, ", "")])
    try expect(document.removing(Pointer(tokens: ["list", "2"])), [(", 3", "")])
    try expect(
      document.inserting(1, named: "k", into: Pointer(tokens: ["empty"])),
      [("{},", "{\n    \"k\": 1\n  },")])
    try expect(
      document.inserting("z", into: Pointer(tokens: ["tail"])), [("\"y\",", "\"y\",\n    \"z\",")])
    try expect(document.removing(Pointer(tokens: ["tail", "1"])), [("\n    \"y\",", "")])
  }
}
