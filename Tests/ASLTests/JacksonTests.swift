import JSON
import Testing

@testable import ASL

@Suite struct JacksonTests {
  /// The first two are recorded; the others are what the library says.
  @Test func saysWhatJacksonSays() {
    let any = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
    let table: [(String, String, Int, Int)] = [
      ("not a json", "Unrecognized token 'not': was expecting \(any)", 1, 4),
      (
        "{'not': 'a json'}",
        "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 1, 3
      ),
      (
        "{\"a\": 1,\n}",
        "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 2,
        2
      ),
      (
        "{\"a\" 1}",
        "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
        1, 7
      ),
      (
        "[1 2]",
        "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
        1, 5
      ),
      ("[,]", "Unexpected character (',' (code 44)): expected a valid value \(any)", 1, 3),
      (
        "{\"a\": [1",
        "Unexpected end-of-input: expected close marker for Array (start marker at [Source: "
          + "(String)\"{\"a\": [1\"; line: 1, column: 7])", 1, 9
      ),
      (
        "{\"a\": [1}",
        "Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\""
          + "{\"a\": [1}\"; line: 1, column: 7])", 1, 10
      ),
      (
        "\"a", "Unexpected end-of-input: was expecting closing quote for a string value", 1, 3
      ),
      ("01", "Invalid numeric value: Leading zeroes not allowed", 1, 2),
      ("\"\\x\"", "Unrecognized character escape 'x' (code 120)", 1, 4),
    ]
    for (text, message, line, column) in table {
      let fault = JacksonFault(in: text)
      #expect(fault?.message == message, "\(text)")
      #expect(fault.map { [$0.line, $0.column] } == [line, column], "\(text)")
    }
    for text in ["{}", "[]", "[[1, -2.5e+3], {\"a\": \"\\u00e9\\n\", \"b\": null}]", " true "] {
      #expect(JacksonFault(in: text) == nil, "\(text)")
    }
  }

  @Test func tellsAnInvalidDefinition() {
    let reading = StateMachine.read("not a json", options: ReadingOptions(strict: true))
    #expect(
      reading.invalidDefinitionMessage
        == "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: Unrecognized token 'not': was "
        + "expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') at "
        + "[Source: (String)\"not a json\"; line: 1, column: 4]'")
  }
}
