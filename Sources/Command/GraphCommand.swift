import ASL
import ArgumentParser
import History
import Studio

/// `treadle graph`: the picture.
struct GraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw the state graph of a definition.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, svg, mermaid, dot
  }

  @Argument(help: "The definition, or - for standard input.", completion: .file()) var file: String
  @Option(help: "text, svg, mermaid or dot.") var format = Format.text
  @Option(help: "Show what this execution (name or ARN) did.") var execution: String?
  @Flag(help: "Plain ASCII instead of box characters.") var ascii = false

  func run() async throws {
    let definition = try Definition.read(file)
    guard let machine = definition.reading.machine else { throw try unreadable(definition) }
    let trace = try execution.map { name in
      let store = try Launch.store(definition.workspace, readOnly: true)
      let found = try store.named(name)
      do { return GraphTrace(try store.events(of: found.arn), of: machine) } catch {
        throw CommandError.failed("\(error)")
      }
    }
    var picture = machine.graph(
      GraphFormat(rawValue: format.rawValue) ?? .text, unicode: !ascii, trace: trace)
    while picture.last == "\n" { picture.removeLast() }
    Output.line(picture)
    if !definition.reading.isValid {
      Output.errorLine("treadle: \(visible(file)) has errors; treadle validate tells which")
    }
  }

  /// A text without states has no picture; its errors say why.
  private func unreadable(_ definition: Definition) throws -> CommandError {
    _ = try definition.machine()
    return .usage("\(visible(file)) has no states")
  }
}

extension GraphTrace {
  /// What recorded events say of a machine's states. Names of states are unique in a machine.
  init(_ events: [Event], of machine: StateMachine) {
    self.init()
    var locations: [String: String] = [:]
    machine.scope.visitStates { state, _ in locations[state.name] = state.location }
    var last: [String: String] = [:]
    for event in events {
      guard let name = event.stateName, let location = locations[name] else { continue }
      switch event.details {
      case .stateEntered:
        counts[location, default: 0] += 1
        outcomes[location] = .running
        if let before = last[event.note.scope] { taken.insert([before, location]) }
        last[event.note.scope] = location
      case .stateExited:
        outcomes[location] = outcomes[location] == .failed ? .caught : .succeeded
      default:
        if event.type.rawValue.hasSuffix("Failed") || event.type.rawValue.hasSuffix("TimedOut") {
          outcomes[location] = .failed
        } else if event.type.rawValue.hasSuffix("Aborted") {
          outcomes[location] = .aborted
        } else if event.type == .taskSucceeded || event.type == .lambdaFunctionSucceeded {
          outcomes[location] = .running
        }
      }
    }
    markFailStates(events, locations)
  }

  /// A Fail state has no event of its leaving: it has done its work where it was entered.
  private mutating func markFailStates(_ events: [Event], _ locations: [String: String]) {
    for event in events where event.type == .failStateEntered {
      if let location = event.stateName.flatMap({ locations[$0] }) { outcomes[location] = .failed }
    }
  }
}
