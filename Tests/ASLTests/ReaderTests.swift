import JSON
import JSONata
import Testing

@testable import ASL

@Suite struct ReaderTests {
  /// The one state `A` of a machine.
  private func state(_ fields: String, _ language: String = "JSONPath") throws -> State {
    let reading = StateMachine.read(
      #"{"StartAt": "A", "QueryLanguage": "\#(language)", "States": {"A": \#(fields), "B": {"Type": "Succeed"}}}"#
    )
    let errors = reading.diagnostics.filter { !$0.message.contains("is not reachable") }
    #expect(errors.isEmpty, "\(errors)")
    return try #require(reading.machine?.scope.states.first)
  }

  // MARK: Templates

  /// Constants first, then the `.$` members in the order of Java's map; nested objects likewise.
  @Test func ordersMembersAsJavaDoes() throws {
    let names = [
      "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett",
      "kilo", "lima", "mike",
    ]
    let dynamic = names.map { #""\#($0).$": "$.a""# }.joined(separator: ", ")
    let state = try state(
      #"{"Type": "Pass", "Parameters": {\#(dynamic), "z": 1, "in": {"Zwei.$": "$.b", "b.$": "$.b", "a": 1}}, "End": true}"#
    )
    guard case .object(let template) = state.arguments else {
      Issue.record("no object")
      return
    }
    #expect(template.form.names.prefix(2) == ["z", "in"])
    // Thirteen names make a map of 32 buckets; the hashes are those of Java's String.
    #expect(Array(template.form.names.dropFirst(2)) == JavaOrder.sorted(names) { $0 })
    #expect(Set(template.form.names) == Set(names + ["z", "in"]))
    guard case .object(let inner) = template.members[1] else {
      Issue.record("no inner object")
      return
    }
    #expect(inner.form.names.first == "a")
  }

  /// The buckets are those of Java's `String.hashCode`, spread as `HashMap` does: 8, 10, 14; 1, 2, 1.
  @Test func knowsJavasHashes() {
    #expect(JavaOrder.sorted(["Source", "Index", "Value"]) { $0 } == ["Value", "Index", "Source"])
    #expect(JavaOrder.sorted(["b", "a", "q"]) { $0 } == ["a", "q", "b"])
    #expect(JavaOrder.sorted([String]()) { $0 } == [])
  }

  @Test func keepsConstantsWhole() throws {
    let table = [
      #"{"a": 1.0, "b": [true, {"c": null}]}"#, #"[1, "$.a"]"#, #""{% not here %}""#, "null",
    ]
    for text in table {
      let state = try state(#"{"Type": "Pass", "Parameters": \#(text), "End": true}"#)
      guard case .constant(let value) = state.arguments else {
        Issue.record("\(text) is not constant")
        continue
      }
      #expect(value.text == (try Value(parsing: text).text))
    }
  }

  @Test func namesTheFieldsOfExpressions() throws {
    let state = try state(
      #"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"a": [1, {"b": "{% 1 %}"}]}, "Output": "{%  2\n%}", "Catch": [{"ErrorEquals": ["X"], "Next": "B"}, {"ErrorEquals": ["Y"], "Next": "B", "Output": {"v": "{% 3 %}"}}], "End": true}"#,
      "JSONata")
    var found: [String] = []
    state.visitParts { part, field in
      guard case .expression(let expression) = part else { return }
      found.append("\(field) \(expression.source)")
    }
    #expect(found == ["Arguments/a[1]/b 1", "Output 2", "Catch[1]/Output/v 3"])
    guard case .expression(_, let field) = state.catchers[1].output?.member(0) else {
      Issue.record("no expression")
      return
    }
    #expect(field == "Catch[1]/Output/v")
  }

  // MARK: Fields

  @Test func readsDefaults() throws {
    let state = try state(
      #"{"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "Retry": [{"ErrorEquals": ["States.ALL"]}], "End": true}"#
    )
    let retrier = try #require(state.retriers.first)
    #expect(retrier.intervalSeconds == 1 && retrier.maxAttempts == 3 && retrier.backoffRate == 2)
    #expect(retrier.maxDelaySeconds == nil && !retrier.fullJitter)
    guard case .replace = state.resultPath, case .whole = state.inputPath,
      case .whole = state.outputPath
    else {
      Issue.record("other paths")
      return
    }
  }

  @Test func readsPaths() throws {
    let state = try state(
      #"{"Type": "Pass", "InputPath": null, "OutputPath": "$$.State.Name", "ResultPath": "$.a['b'][0]", "Next": "B"}"#
    )
    guard case .none = state.inputPath, case .path(let path) = state.outputPath,
      case .at(let place) = state.resultPath, case .next(let target) = state.transition
    else {
      Issue.record("other fields")
      return
    }
    #expect(path.root == .context && path.text == "$$.State.Name")
    #expect(place.text == "$.a['b'][0]")
    #expect(target == Target(name: "B", place: 1))
  }

  @Test func readsTheOldNamesOfMaps() throws {
    let old = try state(
      #"{"Type": "Map", "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}, "Parameters": {"a.$": "$.b"}, "End": true}"#
    )
    guard case .map(let map) = old.type, case .object = map.itemSelector else {
      Issue.record("no map")
      return
    }
    #expect(map.processor.location == "/States/A/Iterator" && map.mode == .inline)
    #expect(map.processor.states[0].location == "/States/A/Iterator/States/I")
    #expect(old.arguments == nil)
  }

  @Test func readsDistributedMaps() throws {
    let state = try state(
      #"""
      {"Type": "Map", "Label": "each", "MaxConcurrencyPath": "$.max",
       "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
         "Parameters": {"Bucket": "b", "Key.$": "$.key"},
         "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a"], "MaxItemsPath": "$.n"}},
       "ItemBatcher": {"MaxItemsPerBatch": 10, "BatchInput": {"x.$": "$.x"}},
       "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
       "ToleratedFailurePercentage": 2.5,
       "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
         "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}, "End": true}
      """#)
    guard case .map(let map) = state.type, case .path(let limit, let field) = map.maxConcurrency,
      case .path(let most, _) = map.reader?.config.maxItems,
      case .literal(let tolerated) = map.toleratedFailurePercentage
    else {
      Issue.record("no map")
      return
    }
    #expect(map.mode == .distributed(express: true) && map.label == "each")
    #expect(limit.text == "$.max" && field == "MaxConcurrencyPath" && most.text == "$.n")
    #expect(tolerated == .double(2.5))
    #expect(map.reader?.config.csvHeaders == ["a"])
    #expect(map.writer?.resource?.arn == "arn:aws:states:::s3:putObject")
    var variables: [String] = []
    state.visitParts { _, field in variables.append(field) }
    #expect(variables.contains("ItemBatcher/BatchInput/x.$"))
  }

  // MARK: Resources

  @Test func takesResourcesApart() {
    let table: [(String, Resource.Kind, Bool)] = [
      ("arn:aws:lambda:us-east-1:1:function:f:PROD", .lambdaFunction, true),
      ("arn:aws:lambda:us-east-1:1:function:f:", .unknown, false),
      ("${Function}", .lambdaFunction, true), ("${Function", .unknown, false),
      ("arn:aws:states:eu-west-1:1:activity:a", .activity, true),
      (
        "arn:${AWS::Partition}:states:::sqs:sendMessage.waitForTaskToken",
        .service(service: "sqs", action: "sendMessage", pattern: .waitForTaskToken), true
      ),
      (
        "arn:aws:states:us-east-1:1:aws-sdk:s3:getObject",
        .service(service: "aws-sdk:s3", action: "getObject", pattern: .response), true
      ),
      (
        "arn:aws:states:::states:startExecution.sync:2",
        .service(service: "states", action: "startExecution", pattern: .sync2), true
      ),
      (
        "arn:aws:states:::lambda:invoke.sync",
        .service(service: "lambda", action: "invoke", pattern: .sync), false
      ),
      (
        "arn:aws:states:::dynamodb:query",
        .service(service: "dynamodb", action: "query", pattern: .response), false
      ),
      ("arn:aws:states:::sqs", .unknown, false), ("", .unknown, false),
      ("foo:bar", .unknown, false),
    ]
    for (arn, kind, isRecognised) in table {
      let resource = Resource(arn)
      #expect(resource.kind == kind, "\(arn)")
      #expect(resource.isRecognised == isRecognised, "\(arn)")
    }
  }

  // MARK: Intrinsics

  @Test func readsIntrinsics() throws {
    let deepest = String(repeating: "States.Array(", count: 10) + String(repeating: ")", count: 10)
    let good = [
      "States.UUID()", "States.Format('it\\'s {}', $.a)", "States.Array()",
      "States.Array( 1 , -2.5e3,true,null,'a, b)', $.x[?(@.a == ')')].b, $$.State.Name, $var.y )",
      "States.JsonMerge($.a, States.StringToJson('{\"a\": [1, 2]}'), false)", deepest,
    ]
    for text in good {
      let intrinsic = try Intrinsic(parsing: text)
      #expect(intrinsic.text == text)
    }
    let bad = [
      "States.Uuid()", "States.UUID", "States.UUID(", "States.UUID(1)", "States.Format()",
      "States.Format('a' 'b')", "States.Format(\"a\")", "States.Format('a\\n')", "States.Array(1,)",
      "States.Array(x)", "States.Array($.)", " States.UUID()", "States.UUID() x",
      "States.Array(01)",
      "States.Array('a", "States.Array(\(deepest))", "Format('a')",
    ]
    for text in bad {
      #expect(throws: IntrinsicError.self, "\(text)") { try Intrinsic(parsing: text) }
    }
  }

  @Test func unescapesTexts() throws {
    let table: [(String, Value)] = [
      (#"States.Array('\'\{\}\\')"#, #"'{}\"#), (#"States.Format('\'\{\}\\')"#, #"'\{\}\\"#),
    ]
    for (text, expected) in table {
      guard case .constant(let value) = try Intrinsic(parsing: text).arguments.first else {
        Issue.record("\(text)")
        continue
      }
      #expect(value == expected)
    }
  }

  // MARK: Choices

  @Test func saysConditionsInFewWords() throws {
    let table = [
      (#""Variable": "$.total", "NumericGreaterThan": 100"#, "$.total > 100"),
      (#""Variable": "$.a", "StringEqualsPath": "$.b""#, "$.a = $.b"),
      (#""Variable": "$.a", "IsPresent": false"#, "$.a is not present"),
      (
        #""And": [{"Variable": "$.a", "IsString": true}, {"Or": [{"Variable": "$.a", "StringMatches": "x*"}, {"Not": {"Variable": "$.a", "TimestampLessThanEquals": "2024-01-01T00:00:00Z"}}]}]"#,
        #"$.a is a string and ($.a matches "x*" or not $.a ≤ "2024-01-01T00:00:00Z")"#
      ),
    ]
    for (rule, summary) in table {
      let state = try state(#"{"Type": "Choice", "Choices": [{\#(rule), "Next": "B"}]}"#)
      guard case .choice(let choice) = state.type else { continue }
      #expect(choice.rules.first?.summary == summary)
    }
    let ata = try state(
      #"{"Type": "Choice", "Choices": [{"Condition": "{% $states.input.a\n   > 1 %}", "Next": "B"}]}"#,
      "JSONata")
    guard case .choice(let choice) = ata.type else { return }
    #expect(choice.rules.first?.summary == "$states.input.a > 1")
  }

  // MARK: Texts

  @Test func readsYAMLAsJSON() throws {
    let yaml = """
      # an order
      StartAt: A
      States:
        A:
          Type: Task
          Resource: !GetAtt Function.Arn
          TimeoutSeconds: 60
          Comment: yes
          Parameters: {a.$: $.a, 'n': '1', f: 1.50, t: 2024-01-01}
          End: true
      """
    let reading = StateMachine.read(yaml, options: ReadingOptions(format: .yaml))
    let expected: Value = [
      "StartAt": "A",
      "States": [
        "A": [
          "Type": "Task", "Resource": "Function.Arn", "TimeoutSeconds": 60, "Comment": "yes",
          "Parameters": ["a.$": "$.a", "n": "1", "f": 1.5, "t": "2024-01-01"], "End": true,
        ]
      ],
    ]
    #expect(reading.source.value.text == expected.text)
    #expect(reading.diagnostics.map(\.line) == [6])
  }

  @Test func substitutes() {
    let text =
      #"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": ${n}, "Comment": "${who} ${else}", "End": true}}}"#
    let reading = StateMachine.read(
      text, options: ReadingOptions(substitutions: ["n": "5", "who": "${n}"]))
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.source.value["States"]?["A"]?["Seconds"] == 5)
    #expect(reading.source.value["States"]?["A"]?["Comment"] == "${n} ${else}")
    // What a deployment fills is no fault, unless AWS itself is to read the text.
    #expect(StateMachine.read(text).isValid)
    #expect(!StateMachine.read(text, options: ReadingOptions(strict: true)).isValid)
  }

  @Test func isLenientUnlessToldOtherwise() {
    let text = #"{"StartAt": 'A', States: {"A": {"Type": "Succeed"}, }, /* end */ }"#
    #expect(StateMachine.read(text).isValid)
    let strict = StateMachine.read(text, options: ReadingOptions(strict: true))
    #expect(strict.diagnostics.map(\.code) == ["INVALID_JSON_DESCRIPTION"])
    let empty = StateMachine.read("", options: ReadingOptions(strict: true))
    #expect(empty.diagnostics.map(\.code) == ["MISSING_DESCRIPTION"])
    let twice = #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "A": {"Type": "Fail"}}}"#
    let duplicate = StateMachine.read(twice, options: ReadingOptions(strict: true))
    #expect(
      duplicate.invalidDefinitionMessage
        == "Invalid State Machine Definition: 'DUPLICATE_STATE_NAME: Duplicate State name: A at "
        + "/States/A'")
  }

  /// A text that is being typed still gives a sketch for the screen.
  @Test func sketchesBrokenTexts() throws {
    let text =
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succ"#
    let reading = StateMachine.read(text)
    #expect(reading.diagnostics.map(\.code) == ["INVALID_JSON_DESCRIPTION"])
    #expect(reading.machine?.scope.stateNames == ["A", "B"])
  }

  @Test func readsOneState() throws {
    let reading = StateMachine.read(state: #"{"Type": "Pass", "Next": "Somewhere"}"#)
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.machine?.scope.states.first?.location == "/States/StateName")
    let wrong = StateMachine.read(state: #"{"Type": "Parallel", "Branches": [], "End": true}"#)
    #expect(
      wrong.invalidDefinitionMessage
        == "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value cannot be empty at "
        + "/States/StateName/Branches'")
  }
}

extension Template {
  /// The template of a member of an object.
  fileprivate func member(_ place: Int) -> Template? {
    if case .object(let object) = self { object.members[place] } else { nil }
  }
}
