import ASL
import Engine
import History
import JSON
import JSONata
import Testing

/// Data breakpoints, and what changed between two positions.
struct WatchTests {
  private static let counting = """
    {"StartAt":"Init","States":{
      "Init":{"Type":"Pass","Assign":{"n":0},"Next":"Add"},
      "Add":{"Type":"Pass","Assign":{"n.$":"States.MathAdd($n, 1)"},"Next":"More?"},
      "More?":{"Type":"Choice","Default":"End",
        "Choices":[{"Variable":"$n","NumericLessThan":50,"Next":"Add"}]},
      "End":{"Type":"Pass","Parameters":{"n.$":"$n"},"End":true}}}
    """

  @Test func stopsWhenAVariableChanges() throws {
    var stepper = try stepper(Self.counting)
    stepper.dataBreakpoints = [DataBreakpoint(id: 1, condition: .variableChanges("n"))]
    for value in 0...50 {
      #expect(stepper.proceed() == .breakpoint(scope: "", state: value == 0 ? "Init" : "Add"))
      #expect(stepper.hit?.reason == "$n := \(value)")
    }
    #expect(stepper.proceed() == .ended)
    for value in (0...50).reversed() {
      #expect(
        stepper.backToBreakpoint() == .breakpoint(scope: "", state: value == 0 ? "Init" : "Add"))
      #expect(stepper.hit?.reason == "$n := \(value)")
    }
    #expect(stepper.backToBreakpoint() == .atStart)
    let hit = DataBreakpoint(id: 1, condition: .variableChanges("n")).firstHit(in: stepper.events)
    #expect(hit == nil)
  }

  @Test func stopsWhenAnExpressionBecomesTrue() throws {
    let expression = try Expression("$n > 20 and $n < 40", dialect: .stepFunctions)
    guard
      case .value? = try? Expression("1+1", dialect: .stepFunctions).evaluate(
        nil, bindings: [:], in: Environment(now: Timestamp(milliseconds: 0), seed: 1, limits: .none)
      )
    else {
      print("skipped: expressions are not evaluated yet")
      return
    }
    var stepper = try stepper(Self.counting)
    stepper.dataBreakpoints = [DataBreakpoint(id: 7, condition: .becomesTrue(expression))]
    #expect(stepper.proceed() == .breakpoint(scope: "", state: "Add"))
    #expect(stepper.hit?.id == 7)
    #expect(stepper.execution.frames[0].variables.first?.value == 21)
    #expect(stepper.proceed() == .ended)
    #expect(stepper.backToBreakpoint() == .breakpoint(scope: "", state: "Add"))
    #expect(stepper.execution.frames[0].variables.first?.value == 21)
    let broken = try Expression("$nothing.at.all + 'x'", dialect: .stepFunctions)
    stepper.dataBreakpoints = [DataBreakpoint(id: 8, condition: .becomesTrue(broken))]
    #expect(stepper.proceed() == .ended)
  }

  @Test func stopsAtFailuresRetriesAndSizes() throws {
    let cases: [(DataBreakpoint.Condition, EventType)] = [
      (.taskFails, .lambdaFunctionFailed), (.retries, .lambdaFunctionFailed),
      (.payloadExceeds(100), .lambdaFunctionSucceeded),
    ]
    for (condition, type) in cases {
      var stepper = try stepper(Machines.chain)
      stepper.dataBreakpoints = [DataBreakpoint(id: 1, condition: condition)]
      _ = stepper.proceed()
      stepper.answer(
        stepper.pendingTasks[0].id, with: .failed(TaskFailure(error: "Busy", cause: "x")))
      if type == .lambdaFunctionSucceeded { #expect(stepper.proceed() == .needsAnswer) }
      if type == .lambdaFunctionSucceeded {
        stepper.answer(
          stepper.pendingTasks[0].id,
          with: .succeeded(Payload(.string(String(repeating: "a", count: 100)))))
      }
      #expect(stepper.proceed() == .breakpoint(scope: "", state: "T"))
      #expect(stepper.events.last?.type == type)
      let there = stepper.position
      _ = stepper.into()
      #expect(stepper.backToBreakpoint() == .breakpoint(scope: "", state: "T"))
      #expect(stepper.position == there)
    }
  }

  @Test func tellsWhatChanged() throws {
    var stepper = try stepper(Machines.chain, input: ["a": 1])
    _ = stepper.run(to: "A")
    let start = stepper.position
    _ = stepper.next()
    let changes = stepper.changes(from: start, to: stepper.position)
    #expect(
      changes == [
        Stepper.Change(scope: "", subject: .state, pointer: "", old: "A", new: "W"),
        Stepper.Change(scope: "", subject: .input, pointer: "/a", old: 1, new: nil),
        Stepper.Change(scope: "", subject: .input, pointer: "/n", old: nil, new: 1),
        Stepper.Change(scope: "", subject: .variable("v"), pointer: "", old: nil, new: 1),
      ])
    #expect(stepper.changes(from: stepper.position, to: stepper.position).isEmpty)
    let back = stepper.changes(from: stepper.position, to: start)
    #expect(back.count == changes.count)
  }

  /// The distance back does not matter, nor how long the history is.
  @Test func longHistoriesStayQuick() throws {
    let loop = Self.counting.replacing("50", with: "7000")
    var stepper = try stepper(loop)
    #expect(stepper.proceed() == .ended)
    #expect(stepper.events.count > 24_000)
    let events = stepper.events
    for distance in [1, 1, 100, 5000, 10_000] {
      _ = stepper.back(distance)
      #expect(stepper.events == Array(events[..<stepper.events.count]))
    }
    #expect(stepper.proceed() == .ended)
    #expect(stepper.events == events)
  }
}
