import ASL
import JSON
import Testing

@testable import Engine

/// Items out of the texts that readers fetch.
struct ItemTextTests {
  @Test func records() {
    let cases: [(String, [[String]])] = [
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a\r\n\"x,\ny\"\r\n", [["a"], ["x,\ny"]]),
      ("\"say \"\"hi\"\"\",2", [["say \"hi\"", "2"]]), ("\n\na\n", [["a"]]), ("", []),
      ("a,,\n", [["a", "", ""]]), ("é,ü", [["é", "ü"]]),
    ]
    for (text, records) in cases {
      #expect(ItemText.records(text, separator: UInt8(ascii: ",")) == records, "\(text)")
    }
  }

  @Test func items() throws {
    var config = ReaderConfig()
    config.inputType = "JSON"
    #expect(try ItemText.items(of: "[1, [2]]", config).map(\.input) == [1, [2]])
    config.itemsPointer = "/a/b"
    #expect(try ItemText.items(of: #"{"a": {"b": [3]}}"#, config).map(\.input) == [3])
    #expect(throws: Failure.self) { try ItemText.items(of: "{}", config) }
    config.itemsPointer = nil
    #expect(throws: Failure.self) { try ItemText.items(of: "not json", config) }
    config.inputType = "JSONL"
    #expect(try ItemText.items(of: "{\"a\":1}\n\n2\r\n", config).map(\.input) == [["a": 1], 2])
    config.inputType = "CSV"
    config.csvHeaderLocation = "GIVEN"
    config.csvHeaders = ["x", "y"]
    config.csvDelimiter = "TAB"
    #expect(
      try ItemText.items(of: "1\t2\t3\n4", config).map(\.input)
        == [["x": "1", "y": "2"], ["x": "4", "y": ""]])
  }
}
