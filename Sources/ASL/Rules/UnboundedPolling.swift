import JSON
import JSONata

extension Rule {
  /// `UNBOUNDED_POLLING`
  static let unboundedPolling = Rule(
    "UNBOUNDED_POLLING",
    summary: "A loop with a Wait goes on for ever if its condition never holds.",
    manual: #"""
      States ask something again and again, with a Wait between, until it says that it is done. If
      it never does, the loop goes on until the 25,000 events of a history are used up or a year is
      over. Nothing here bounds it: no number is counted or compared in the loop, no instant is
      compared, and the machine has no `TimeoutSeconds`.

      Count the attempts and leave the loop after so many, or set `TimeoutSeconds` for the machine.
      """#
  ) { input in
    guard input.machine.timeoutSeconds == nil else { return [] }
    return input.scopes(check)
  }

  private static func check(_ scope: Scope) -> [Finding] {
    loops(of: scope).compactMap { loop in
      let states = loop.map { scope.states[$0] }
      guard let wait = states.first(where: { if case .wait = $0.type { true } else { false } }),
        !states.contains(where: isBounded)
      else { return nil }
      return Finding(
        "UNBOUNDED_POLLING",
        "nothing ends the loop through '\(wait.name)' if what it waits for never comes: count the "
          + "attempts, or set the machine's TimeoutSeconds", at: wait.location)
    }
  }

  /// Whether the state counts, or compares a number or an instant.
  private static func isBounded(_ state: State) -> Bool {
    if case .choice(let choice) = state.type,
      choice.rules.contains(where: { comparesQuantity($0.condition) })
    {
      return true
    }
    var counts = false
    state.visitParts { part, _ in
      switch part {
      case .path(let path): counts = counts || path.text.contains("RetryCount")
      case .intrinsic(let intrinsic): counts = counts || adds(intrinsic)
      case .expression(let expression):
        counts = counts || computes(expression.source)
      }
    }
    return counts
  }

  private static func adds(_ intrinsic: Intrinsic) -> Bool {
    intrinsic.function == .mathAdd
      || intrinsic.arguments.contains { argument in
        if case .call(let call) = argument { adds(call) } else { false }
      }
  }

  /// Whether an expression adds, subtracts or compares by size.
  private static func computes(_ source: String) -> Bool {
    [" + ", " - ", "+1", "-1", "<", ">", "$now", "$millis", "$count"].contains {
      source.contains($0)
    }
  }

  private static func comparesQuantity(_ condition: Condition) -> Bool {
    switch condition {
    case .and(let parts), .or(let parts): parts.contains(where: comparesQuantity)
    case .not(let part): comparesQuantity(part)
    case .comparison(let comparison):
      switch comparison.operator {
      case .numeric(.equals): false
      case .numeric, .timestamp: true
      default: false
      }
    case .expression(let expression, _): computes(expression.source)
    case .constant: false
    }
  }

  /// The circles of a scope: its strongly connected components of more than one state, or of one
  /// that leads to itself (Tarjan 1972, without recursion).
  static func loops(of scope: Scope) -> [[Int]] {
    let edges = scope.states.map { state in
      Graph.targets(of: state).compactMap(\.place).filter(scope.states.indices.contains)
    }
    var index = Array(repeating: -1, count: edges.count)
    var low = index
    var onStack = Array(repeating: false, count: edges.count)
    var stack: [Int] = []
    var counter = 0
    var loops: [[Int]] = []
    for root in edges.indices where index[root] < 0 {
      var work: [(state: Int, edge: Int)] = [(root, 0)]
      while let (state, edge) = work.last {
        if edge == 0 {
          index[state] = counter
          low[state] = counter
          counter += 1
          stack.append(state)
          onStack[state] = true
        }
        if edge < edges[state].count {
          work[work.count - 1].edge += 1
          let next = edges[state][edge]
          if index[next] < 0 {
            work.append((next, 0))
          } else if onStack[next] {
            low[state] = min(low[state], index[next])
          }
          continue
        }
        work.removeLast()
        if let parent = work.last?.state { low[parent] = min(low[parent], low[state]) }
        guard low[state] == index[state] else { continue }
        var loop: [Int] = []
        while let member = stack.popLast() {
          onStack[member] = false
          loop.append(member)
          if member == state { break }
        }
        if loop.count > 1 || edges[state].contains(state) { loops.append(loop.sorted()) }
      }
    }
    return loops
  }
}
