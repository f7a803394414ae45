/// A state machine as a flat graph: what pictures, searches and coverage walk over.
///
/// Nodes, edges and scopes refer to each other by place. Everything stands in definition order; a scope
/// stands after the one that holds it.
public struct Outline: Sendable {
  /// One state, or a name that leads nowhere.
  public struct Node: Sendable {
    public var name: String
    /// The state; nil where a transition names a state that is not there.
    public var state: State?
    /// The scope that holds it, a place in `scopes`.
    public var scope: Int
    /// JSON pointer to the state: `/States/X`; for a missing state that of its scope with the name.
    public var location: String

    /// Whether the scope can end here.
    public var isFinal: Bool { state.map(Graph.isTerminal) ?? false }
  }

  /// What takes the edge.
  public enum Way: Sendable, Hashable {
    /// `Next`
    case next
    /// `Choices[index]`
    case rule(Int)
    /// `Default`
    case otherwise
    /// `Catch[index]`
    case catcher(Int)
  }

  /// One way from a state to another of its scope.
  public struct Edge: Sendable {
    public var from: Int
    public var to: Int
    public var way: Way
    /// In few words: the condition of a rule, `default`, the error names of a catcher; else empty.
    public var label: String
  }

  /// The top level, a branch of a Parallel, the processor of a Map.
  public struct Scope: Sendable {
    /// The Parallel or Map; nil for the top level.
    public var owner: Int?
    /// Where `StartAt` leads.
    public var entry: Int?
    /// Places in `nodes`.
    public var nodes: [Int]
    /// `Comment` of the branch or processor.
    public var comment: String?
  }

  public private(set) var nodes: [Node] = []
  public private(set) var edges: [Edge] = []
  public private(set) var scopes: [Scope] = []
  private var places: [String: Int] = [:]

  public init(_ machine: StateMachine) {
    var waiting: [(scope: ASL.Scope, owner: Int?)] = [(machine.scope, nil)]
    var next = 0
    while next < waiting.count {
      let (scope, owner) = waiting[next]
      next += 1
      for node in add(scope, owner: owner) {
        for inner in nodes[node].state?.bodies ?? [] { waiting.append((inner, node)) }
      }
    }
  }

  /// The place in `nodes` of the state at a JSON pointer.
  public func node(at location: String) -> Int? { places[location] }

  /// The scopes that a node holds, places in `scopes`.
  public func bodies(of node: Int) -> [Int] { scopes.indices.filter { scopes[$0].owner == node } }

  private mutating func add(_ scope: ASL.Scope, owner: Int?) -> [Int] {
    let first = nodes.count
    let index = scopes.count
    for state in scope.states {
      places[state.location] = nodes.count
      nodes.append(
        Node(name: state.name, state: state, scope: index, location: state.location))
    }
    var missing: [String: Int] = [:]
    func place(_ target: Target) -> Int {
      if let place = target.place, scope.states.indices.contains(place) { return first + place }
      if let known = missing[target.name] { return known }
      missing[target.name] = nodes.count
      let location = "\(scope.location)/States/\(target.name)"
      nodes.append(Node(name: target.name, state: nil, scope: index, location: location))
      return nodes.count - 1
    }
    let entry = place(scope.start)
    for (offset, state) in scope.states.enumerated() {
      for (target, way, label) in state.ways {
        edges.append(Edge(from: first + offset, to: place(target), way: way, label: label))
      }
    }
    scopes.append(
      Scope(owner: owner, entry: entry, nodes: Array(first..<nodes.count), comment: scope.comment))
    return Array(first..<first + scope.states.count)
  }
}

extension StateMachine {
  /// The machine as a flat graph.
  public var outline: Outline { Outline(self) }
}

extension State {
  /// The branches of a Parallel, the processor of a Map.
  public var bodies: [Scope] {
    switch type {
    case .parallel(let parallel): parallel.branches
    case .map(let map): [map.processor]
    case .pass, .task, .choice, .wait, .succeed, .fail: []
    }
  }

  /// The ways out in the order the graph follows them: `Next`, rules, `Default`, catchers.
  fileprivate var ways: [(target: Target, way: Outline.Way, label: String)] {
    var ways: [(Target, Outline.Way, String)] = []
    if case .next(let target) = transition { ways.append((target, .next, "")) }
    if case .choice(let choice) = type {
      for (index, rule) in choice.rules.enumerated() {
        ways.append((rule.next, .rule(index), rule.summary))
      }
      if let target = choice.otherwise { ways.append((target, .otherwise, "default")) }
    }
    for (index, catcher) in catchers.enumerated() {
      ways.append((catcher.next, .catcher(index), catcher.errorEquals.joined(separator: ", ")))
    }
    return ways
  }
}
