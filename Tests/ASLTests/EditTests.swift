import JSON
import Testing

@testable import ASL

@Suite struct EditTests {
  private static let text = """
    {
      "StartAt": "A",
      "States": {
        // the first
        "A": { "Type": "Pass", "Next": "B" },
        "B": {
          "Type": "Choice",
          "Choices": [
            { "Variable": "$.x", "IsNull": true, "Next": "A" },
            { "Variable": "$.Next", "StringEquals": "A", "Next": "M" }
          ],
          "Default": "A"
        },
        "M": {
          "Type": "Map",
          "ItemProcessor": {
            "StartAt": "Inner",
            "States": { "Inner": { "Type": "Pass", "Result": { "Next": "Inner", "States": {} }, "End": true } }
          },
          "Catch": [ { "ErrorEquals": ["A"], "Next": "A" } ],
          "End": true
        }
      }
    }
    """

  private let document = Document(text)

  @Test func renamesAStateAndWhatLeadsToIt() throws {
    let renamed = try #require(
      document.renamingState(Pointer(tokens: ["States", "A"]), to: "Z \"1\""))
    let expected = Self.text.replacing("\"StartAt\": \"A\"", with: #""StartAt": "Z \"1\"""#)
      .replacing("\"A\": {", with: #""Z \"1\"": {"#)
      .replacing("\"Next\": \"A\"", with: #""Next": "Z \"1\"""#)
      .replacing("\"Default\": \"A\"", with: #""Default": "Z \"1\"""#)
    #expect(renamed.text == expected)
    #expect(StateMachine.read(renamed).diagnostics.isEmpty)
  }

  @Test func renamesOnlyWithinTheScope() throws {
    let inner = Pointer(tokens: ["States", "M", "ItemProcessor", "States", "Inner"])
    let renamed = try #require(document.renamingState(inner, to: "I"))
    #expect(renamed.value["States"]?["M"]?["ItemProcessor"]?["StartAt"] == "I")
    #expect(renamed.text.contains(#""Result": { "Next": "Inner""#))
    #expect(StateMachine.read(renamed).diagnostics.isEmpty)
  }

  @Test func refusesNamesThatCannotBe() {
    let a = Pointer(tokens: ["States", "A"])
    for name in ["", "B", "Inner", String(repeating: "x", count: 81)] {
      #expect(document.renamingState(a, to: name) == nil)
    }
    #expect(document.renamingState(Pointer(tokens: ["States", "X"]), to: "Y") == nil)
    #expect(document.renamingState(Pointer(tokens: ["States"]), to: "Y") == nil)
    #expect(document.renamingState(a, to: "A")?.text == Self.text)
  }

  @Test func insertsEveryTypeOfState() throws {
    for language in [QueryLanguage.jsonPath, .jsonata] {
      for skeleton in StateSkeleton.allCases {
        let state = skeleton.state(named: "New", language, next: "End")
        let definition: Value = [
          "QueryLanguage": .string(language.rawValue), "StartAt": "Begin",
          "States": [
            "Begin": ["Type": "Pass", "Next": "End"], "End": ["Type": "Pass", "End": true],
          ],
        ]
        let document = Document(definition.pretty())
        for place in ["Begin", "End"] {
          let edited = try #require(
            document.insertingState(state, named: "New", after: Pointer(tokens: ["States", place])))
          let reading = StateMachine.read(edited)
          // An end before the old end cuts the old one off.
          let cuts = !StateSkeleton.goesOn(state) && skeleton != .choice && place == "Begin"
          let loops = skeleton == .choice && place == "End"
          if loops {
            #expect(reading.diagnostics.map(\.code) == ["MISSING_END_STATE"])
          } else {
            #expect(
              reading.diagnostics.map(\.location) == (cuts ? ["/States/End"] : []),
              "\(skeleton) after \(place)")
          }
          #expect(edited.value["States"]?.object?.names.contains("New") == true)
        }
      }
    }
  }

  @Test func offersFields() {
    #expect(
      StateSkeleton.wait.fields(.jsonata) == [
        "Type", "Comment", "QueryLanguage", "Next", "End", "Assign", "Output", "Seconds",
        "Timestamp",
      ])
    #expect(StateSkeleton.fail.fields(.jsonPath).contains("CausePath"))
  }

  @Test func removesAState() throws {
    let one = try #require(document.removingState(Pointer(tokens: ["States", "A"])))
    #expect(one.value["StartAt"] == "B")
    #expect(one.value["States"]?["B"]?["Default"] == "B")
    let definition = Document(
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}}"#
    )
    let other = try #require(definition.removingState(Pointer(tokens: ["States", "B"])))
    #expect(
      other.text == #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#)
    #expect(other.removingState(Pointer(tokens: ["States", "A"])) == nil)
  }

  @Test func findsStatesAndFieldsInTheText() throws {
    func offset(of text: String) throws -> Int {
      let range = try #require(Self.text.firstRange(of: text))
      return Self.text.utf8.distance(from: Self.text.startIndex, to: range.lowerBound)
    }
    let inner = Pointer(tokens: ["States", "M", "ItemProcessor", "States", "Inner"])
    #expect(document.statePointer(at: try offset(of: #""Next": "Inner""#)) == inner)
    #expect(
      document.statePointer(at: try offset(of: #""Default""#)) == Pointer(tokens: ["States", "B"]))
    #expect(document.statePointer(at: try offset(of: #""StartAt""#)) == nil)
    let range = try #require(document.range(ofLocation: "/States/B/Choices[1]/Next"))
    #expect(String(decoding: document.bytes[range], as: UTF8.self) == #""Next": "M""#)
    let field = try #require(document.range(ofField: "Variable", inState: "/States/B"))
    #expect(String(decoding: document.bytes[field], as: UTF8.self) == #""Variable": "$.x""#)
    #expect(document.range(ofField: "x", inState: "/States/Nobody") != nil)
    let machine = try #require(StateMachine.read(document).machine)
    #expect(machine.scope.stateNames == ["A", "B", "M", "Inner"])
    #expect(machine.scope.state(at: "/States/M/ItemProcessor/States/Inner")?.name == "Inner")
  }

  @Test func followsLocationsWithUnescapedNames() {
    let value: Value = ["States": ["a": ["b": 1], "a/b": ["c[0]": 2, "c": [3]], "a/b/c": 4]]
    let table: [(String, [String])] = [
      ("/States/a/b", ["States", "a/b"]), ("/States/a/b/c", ["States", "a/b/c"]),
      ("/States/a/b/c[0]", ["States", "a/b", "c[0]"]), ("/States/a/x", ["States", "a"]),
      ("/", []), ("", []), ("/Nothing", []), ("/States/a/b/c[7]", ["States", "a/b", "c"]),
    ]
    for (location, tokens) in table {
      #expect(Pointer(location: location, in: value).tokens == tokens, "\(location)")
    }
  }
}
