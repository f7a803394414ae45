import Screen

/// What a person can do. The table below says by which keys, under which name, and where.
enum Action: String, CaseIterable, Sendable {
  // Moving through time
  case next, into, out, proceed, toHere
  case backNext, backInto, backOut, backProceed, backToHere
  case breakpoint, start, again, answer, recordMock, whatIf, stop, failure, console
  case watches, timelines, redrive
  // Other programs and other executions
  case attach, follow, child, parent
  // The definition
  case edit, editAll, editExternally, save, undo, redo, diagnostics, reload
  // The screen
  case pane1, pane2, pane3, nextPane, previousPane, enlarge, reduce
  case search, nextMatch, previousMatch, command, help, back, quit, suspend, redraw, copy
  case executions, workspace, resources, resetServices
  // The graph
  case up, down, left, right, panUp, panDown, panLeft, panRight
  case fold, zoomIn, zoomOut, fit, center, current, first, last, choose
  // Lists and trees
  case pageUp, pageDown, nextTab, previousTab, nextVisit, previousVisit
  case openAll, closeAll, nextFailure, previousFailure, filter, timeline
  // Executions
  case replay, replayEdited, compare, mark, remove
}

/// Where an action is at home.
struct Place: OptionSet, Sendable {
  let rawValue: Int

  static let graph = Place(rawValue: 1)
  static let detail = Place(rawValue: 2)
  static let history = Place(rawValue: 4)
  static let executions = Place(rawValue: 8)
  static let browser = Place(rawValue: 16)
  /// The three panes and the list of executions.
  static let studio: Place = [.graph, .detail, .history, .executions]
  static let lists: Place = [.detail, .history, .executions, .browser]
  static let everywhere: Place = [.studio, .browser]
}

/// A line of the table: the one source of keys, bottom bar, help and commands.
struct Binding: Sendable {
  let action: Action
  let keys: [Key]
  /// The command after `:`; empty for movements that nobody would type.
  let command: String
  /// A word or two for the bottom bar; empty for actions that are not in it.
  let bar: String
  let help: String
  let places: Place
  let group: String

  init(
    _ action: Action, _ keys: String, _ command: String = "", bar: String = "", _ help: String,
    _ places: Place, _ group: String
  ) {
    self.action = action
    self.keys = keys.split(separator: " ").compactMap { Key(String($0)) }
    self.command = command
    self.bar = bar
    self.help = help
    self.places = places
    self.group = group
  }

  /// The keys as a person reads them: `n`, `^S`, `⇧Tab`.
  var keyText: String { keys.prefix(2).map(\.label).joined(separator: " ") }
}

extension Key {
  /// The key as the bottom bar and the help show it.
  var label: String {
    var text = ""
    if modifiers.contains(.control) { text += "^" }
    if modifiers.contains(.alt) { text += "Alt-" }
    if modifiers.contains(.shift) { text += "⇧" }
    switch code {
    case .up: return text + "↑"
    case .down: return text + "↓"
    case .left: return text + "←"
    case .right: return text + "→"
    case .enter: return text + "⏎"
    case .character(let scalar) where modifiers.contains(.control):
      return text + String(Character(scalar)).uppercased()
    default: return text + Key(code).description
    }
  }
}

extension Binding {
  static let table: [Binding] = time + definition + graph + lists + screen

  private static let time: [Binding] = [
    Binding(
      .start, "r", "run", bar: "run", "Start an execution: input, name, mocks", .studio, "Run"),
    Binding(.again, "R", "again", "Start again at once, with the input used last", .studio, "Run"),
    Binding(
      .next, "n", "next", bar: "next", "On to the next state; inner states run as a whole", .studio,
      "Run"),
    Binding(
      .into, "s", "step", bar: "into", "The smallest step, into Map and Parallel", .studio, "Run"),
    Binding(
      .out, "f", "finish", bar: "out", "On until the branch or iteration is left", .studio, "Run"),
    Binding(
      .proceed, "c", "continue", bar: "continue", "On to a breakpoint, a question or the end",
      .studio, "Run"),
    Binding(.toHere, "t", "to", "On until the selected state is entered", .studio, "Run"),
    Binding(.backNext, "N", "back", bar: "back", "Back to the state before", .studio, "Run"),
    Binding(.backInto, "S", "unstep", "Back by one event", .studio, "Run"),
    Binding(
      .backOut, "F", "unfinish", "Back to where the branch or iteration began", .studio, "Run"),
    Binding(
      .backProceed, "C", "rewind", "Back to the last breakpoint, or the beginning", .studio, "Run"),
    Binding(
      .backToHere, "T", "back-to", "Back to where the selected state was entered", .studio, "Run"),
    Binding(
      .breakpoint, "b", "break", bar: "break", "Set or clear a breakpoint on the selected state",
      .studio, "Run"),
    Binding(
      .watches, "B", "watch", "Break when data change: a variable, a condition, a failure", .studio,
      "Run"),
    Binding(.answer, "a", "answer", "Answer the task that waits, by hand", .studio, "Run"),
    Binding(
      .recordMock, "A", "mock", "Keep the answer of the selected task as a mock", .studio, "Run"),
    Binding(
      .whatIf, "w", "what-if", bar: "what-if",
      "Give the selected task another result, and go on from there", .studio, "Run"),
    Binding(
      .timelines, "W", "what-ifs", "The ways the run went, to switch between them", .studio, "Run"),
    Binding(
      .redrive, "U", "redrive", "Go on: redrive what failed, resume what was interrupted", .studio,
      "Run"),
    Binding(
      .failure, "!", "failure", "Go to the state that failed; again: to the field at fault",
      .studio, "Run"),
    Binding(
      .console, "i", "eval", "Try an expression on the data of this moment; write it back", .studio,
      "Run"),
    Binding(.stop, "C-c", "stop", "Stop what is running", .studio, "Run"),
    Binding(
      .child, "I", "child", "Into the execution, or Map Run, that the selected state started",
      .studio, "Run"),
    Binding(.parent, "Y", "parent", "Back to the execution that started this one", .studio, "Run"),
    Binding(
      .attach, "X", "view", "Open the execution that another program started last", .studio,
      "Run"),
    Binding(
      .follow, "C-w", "follow",
      "Open executions of other programs as they start, or only list them",
      .studio, "Run"),
  ]

  private static let definition: [Binding] = [
    Binding(.edit, "e", "edit", bar: "edit", "Edit the selected state", .studio, "Definition"),
    Binding(.editAll, "M-e", "edit-all", "Edit the whole definition", .studio, "Definition"),
    Binding(
      .editExternally, "E", "editor", "Edit the definition in $EDITOR", .studio, "Definition"),
    Binding(.save, "C-s", "write", "Save the definition", .studio, "Definition"),
    Binding(
      .undo, "u", "undo", "Take the last change of the definition back", .studio, "Definition"),
    Binding(.redo, "C-r", "redo", "Make it again", .studio, "Definition"),
    Binding(
      .diagnostics, "d", "problems", "What is wrong with the definition, with line and column",
      .studio, "Definition"),
    Binding(.reload, "", "reload", "Read the file again", .studio, "Definition"),
  ]

  private static let graph: [Binding] = [
    Binding(.down, "j Down", "", "The next state on the way", .graph, "Graph"),
    Binding(.up, "k Up", "", "The state before", .graph, "Graph"),
    Binding(.left, "h Left", "", "The state on the left", .graph, "Graph"),
    Binding(.right, "l Right", "", "The state on the right", .graph, "Graph"),
    Binding(.panUp, "K S-Up C-Up", "", "Move the picture", .graph, "Graph"),
    Binding(.panDown, "J S-Down C-Down", "", "Move the picture", .graph, "Graph"),
    Binding(.panLeft, "H S-Left C-Left", "", "Move the picture", .graph, "Graph"),
    Binding(.panRight, "L S-Right C-Right", "", "Move the picture", .graph, "Graph"),
    Binding(.fold, "Space", "fold", "Fold or unfold a Map or Parallel", .graph, "Graph"),
    Binding(.zoomOut, "-", "zoom-out", "Less detail", .graph, "Graph"),
    Binding(.zoomIn, "=", "zoom-in", "More detail", .graph, "Graph"),
    Binding(
      .fit, "0", "fit", "Fit the picture to the width of the pane, or not", .graph, "Graph"),
    Binding(.center, "z", "center", "Bring the selected state to the middle", .graph, "Graph"),
    Binding(
      .current, ".", "current", "Select the state where the execution stands", .studio, "Graph"),
    Binding(.first, "g Home", "", "The first state", .graph, "Graph"),
    Binding(.last, "G End", "", "The last state", .graph, "Graph"),
    Binding(.choose, "Enter", "", "To the data of the selected state", .graph, "Graph"),
  ]

  private static let lists: [Binding] = [
    Binding(.down, "j Down", "", "Down", .lists, "List"),
    Binding(.up, "k Up", "", "Up", .lists, "List"),
    Binding(.pageDown, "PgDn C-f", "", "A page down", [.lists, .graph], "List"),
    Binding(.pageUp, "PgUp C-b", "", "A page up", [.lists, .graph], "List"),
    Binding(.first, "g Home", "", "The first", .lists, "List"),
    Binding(.last, "G End", "", "The last", .lists, "List"),
    Binding(.right, "l Right", "", "Open", .detail, "List"),
    Binding(.left, "h Left", "", "Close, or go to what it is in", .detail, "List"),
    Binding(.fold, "Space", "", "Open or close", .detail, "List"),
    Binding(.openAll, "O", "open-all", "Open everything", .detail, "List"),
    Binding(.closeAll, "Z", "close-all", "Close everything", .detail, "List"),
    Binding(.nextTab, "]", "tab-next", "The next tab", .studio, "List"),
    Binding(.previousTab, "[", "tab-previous", "The tab before", .studio, "List"),
    Binding(
      .nextVisit, "}", "visit-next", "The next time the state was entered (an iteration, a loop)",
      .studio, "List"),
    Binding(.previousVisit, "{", "visit-previous", "The time before", .studio, "List"),
    Binding(.choose, "Enter", "", "Open", .lists, "List"),
    Binding(.nextFailure, ">", "failure-next", "The next failure", .history, "List"),
    Binding(.previousFailure, "<", "failure-previous", "The failure before", .history, "List"),
    Binding(
      .filter, "&", "filter", "Show only what matches", [.history, .executions, .browser], "List"),
    Binding(.timeline, "v", "timeline", "States over time, or events again", .studio, "List"),
    Binding(
      .replay, "p", "replay", bar: "replay", "Run it again with the recorded results of its tasks",
      .studio, "Run"),
    Binding(
      .replayEdited, "P", "replay-edited", "The same, on the definition that is on the screen",
      .studio, "Run"),
    Binding(
      .compare, "V", "diff", "Compare with another run: the marked one, or what it replays",
      .studio,
      "Run"),
    Binding(
      .mark, "Space", "mark", "Mark an execution, to compare another with it", .executions, "List"),
    Binding(
      .remove, "D Del", "remove", "Remove the execution from the history", .executions, "List"),
  ]

  private static let screen: [Binding] = [
    Binding(.pane1, "1", "graph", "The graph", .studio, "Screen"),
    Binding(.pane2, "2", "data", "The data of the selected state", .studio, "Screen"),
    Binding(.pane3, "3", "history", "The history", .studio, "Screen"),
    Binding(.nextPane, "Tab", "", "The next pane", .studio, "Screen"),
    Binding(.previousPane, "S-Tab", "", "The pane before", .studio, "Screen"),
    Binding(.enlarge, "+", "enlarge", "The pane alone on the screen", .studio, "Screen"),
    Binding(.reduce, "_", "reduce", "All panes again", .studio, "Screen"),
    Binding(
      .executions, "x", "executions", bar: "executions", "The executions of this workflow", .studio,
      "Screen"),
    Binding(
      .resources, "m", "resources", "Tables, queues, topics, buckets; what the last task changed",
      .studio, "Screen"),
    Binding(
      .resetServices, "M", "reset-resources", "Empty them and fill them from the seeds anew",
      .studio, "Screen"),
    Binding(
      .workspace, "o", "open", "Another definition of the workspace (`:open PATH`)", .studio,
      "Screen"),
    Binding(
      .search, "/", "find", bar: "find", "Find a state, a name or value, an event", .everywhere,
      "Screen"),
    Binding(.nextMatch, ";", "find-next", "The next that was found", .studio, "Screen"),
    Binding(.previousMatch, ",", "find-previous", "The one before", .studio, "Screen"),
    Binding(.copy, "y", "copy", "Copy: value, path, name, ARN", .studio, "Screen"),
    Binding(
      .command, ":", "", bar: "command", "A command, with completion by Tab", .everywhere, "Screen"),
    Binding(.help, "? F1", "help", bar: "help", "The keys of this view", .everywhere, "Screen"),
    Binding(
      .back, "q Esc Backspace", "", "One level back; at the top: quit", .everywhere, "Screen"),
    Binding(.quit, "Q", "quit", "Quit; asks only where work would be lost", .everywhere, "Screen"),
    Binding(.redraw, "C-l", "redraw", "Draw the screen again", .everywhere, "Screen"),
    Binding(.suspend, "C-z", "", "Stop the program; `fg` brings it back", .everywhere, "Screen"),
  ]

  /// The action of a key in a place.
  static func action(_ key: Key, in place: Place) -> Action? {
    lookup[Slot(key: key, place: place.rawValue)]
  }

  private struct Slot: Hashable {
    var key: Key
    var place: Int
  }

  private static let lookup: [Slot: Action] = {
    var result: [Slot: Action] = [:]
    for place in [Place.graph, .detail, .history, .executions, .browser] {
      for binding in table where binding.places.contains(place) {
        for key in binding.keys {
          let slot = Slot(key: key, place: place.rawValue)
          if result[slot] == nil { result[slot] = binding.action }
        }
      }
    }
    return result
  }()
}
