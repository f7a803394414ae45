import ASL
import Engine
import History
import JSON
import Screen

/// All that is on the screen, one value. `update` changes it, `draw` shows it, and what it wants of
/// the world waits in `errands`.
struct State: Sendable {
  var size: Size
  /// The time, told by the loop.
  var now = Timestamp(milliseconds: 0)
  /// What runs draw their random numbers from; grows with each.
  var seed: UInt64 = 1
  /// The folder of the workspace.
  var folder: String

  var view = View.studio
  var browser = Browser()
  var file: DefinitionFile?
  var focus = Pane.graph
  /// The focused pane is alone on the screen.
  var isEnlarged = false
  var graph = GraphPane()
  var detail = DetailPane()
  var history = HistoryPane()
  var executions = ExecutionsPane()
  var resources = ResourceList()
  var live = Live()

  var run: Run?
  var runCount = 0
  /// The event to look at in the execution that is being opened.
  var wantedEvent: Int?
  var breakpoints: Set<String> = []
  /// What to stop at when it happens, wherever it does.
  var watches: [Watch] = []
  /// What was chosen for the last start.
  var lastStart: StartForm?
  var samples: [Sample] = []
  var testCases: [String] = []
  var isExpress = false
  /// The test case that an answer was kept in last.
  var lastMockCase: String?

  var editor: EditorPane?
  /// Numbers the checks of what is typed, so that late answers are told from the last.
  var checkCount = 0
  var dialog: Dialog?
  var prompt: Prompt?
  /// What was looked for last.
  var searched = ""
  var commandHistory: [String] = []
  var toast: Toast?
  var errands: [Errand] = []
  var isFinished = false
  /// What a drag of the mouse began on.
  var drag: Drag?

  init(size: Size, folder: String) {
    self.size = size
    self.folder = folder
  }

  /// What fills the screen.
  enum View: Sendable, Equatable {
    case studio, browser
  }

  /// The panes of the studio.
  enum Pane: Int, Sendable, CaseIterable {
    case graph = 1
    case detail, history
  }

  enum Drag: Sendable, Equatable {
    case graph(from: Screen.Point, scroll: Screen.Point)
    case scrubber, minimap
  }

  /// A sentence at the bottom, until the next key.
  struct Toast: Sendable, Equatable {
    var text: String
    var kind: Kind

    enum Kind: Sendable { case info, warning, failure }
  }

  /// Where keys go, for the table of actions.
  var place: Place {
    guard view == .studio else { return .browser }
    switch focus {
    case .graph: return .graph
    case .detail: return .detail
    case .history: return isShowingExecutions ? .executions : .history
    }
  }

  /// The third pane lists executions when none is open, or when asked to.
  var isShowingExecutions: Bool { run == nil || executions.isShown }

  mutating func tell(_ text: String, _ kind: Toast.Kind = .info) {
    toast = Toast(text: text, kind: kind)
  }

  mutating func ask(_ errand: Errand) { errands.append(errand) }
}

/// The list of definitions in a workspace.
struct Browser: Sendable {
  var files: [WorkspaceFile] = []
  var isLoaded = false
  var scroll = Scroll()
  var filter = ""

  var shown: [WorkspaceFile] {
    guard !filter.isEmpty else { return files }
    let wanted = filter.lowercased()
    return files.filter { $0.name.lowercased().contains(wanted) }
  }

  var chosen: WorkspaceFile? {
    let shown = shown
    return shown.indices.contains(scroll.cursor) ? shown[scroll.cursor] : nil
  }
}

/// The graph: what is selected and what is seen.
struct GraphPane: Sendable {
  /// The location of the selected state.
  var selected: String?
  var scroll = Point(0, 0)
  var folded: Set<String> = []
  var zoom = Zoom.full
  /// The picture is made to fit the width of its pane, which was this many columns last.
  var isFitted = true
  var width = 80
  /// The selection is to be brought into view with the next picture.
  var wantsReveal = true
  var chart: ChartCache?

  /// How much of a state is drawn.
  enum Zoom: Int, Sendable, CaseIterable {
    case outline, dot, line, full
  }
}

/// The data of the selected state.
struct DetailPane: Sendable {
  var tab = Tab.input
  var tree = JSONTree()
  /// What `tree` was made for.
  var shown: Subject?
  /// Which visit of the selected state is looked at; `nil` for the last by the moment.
  var visit: Int?
  /// The first line of a definition that is seen, and the one that is marked.
  var lines = Scroll()
  var markedPointer: Pointer?

  enum Tab: Int, Sendable, CaseIterable {
    case input, task, output, variables, context, definition, events, retries, failure
    case resources

    var title: String {
      switch self {
      case .input: "Input"
      case .task: "Task"
      case .output: "Output"
      case .variables: "Variables"
      case .context: "Context"
      case .definition: "Definition"
      case .events: "Events"
      case .retries: "Retries"
      case .failure: "Failure"
      case .resources: "Resources"
      }
    }
  }

  /// What a tree shows: it is made again when this changes.
  struct Subject: Equatable, Sendable {
    var run: Int
    var moment: Int
    var events: Int
    var state: String
    var visit: Int?
    var tab: Tab
    var version: Int
    var resources = 0
  }
}

/// The events of the open execution.
struct HistoryPane: Sendable {
  var scroll = Scroll()
  var filter = ""
  /// Ids of the events that pass the filter, and how many events were asked.
  var passing: [Int] = []
  var asked = 0
  var askedFilter = ""
  var askedRun = 0
  var isTimeline = false
  /// The choice does not follow the moment (a filter hides it).
  var isFree = false
}

/// The executions of the history.
struct ExecutionsPane: Sendable {
  var items: [ExecutionSummary] = []
  var interrupted = 0
  var isLoaded = false
  var isShown = false
  var filter = ""
  var scroll = Scroll()
  /// The execution that another is to be compared with.
  var marked: String?
  /// The Map Run whose children are listed; `nil` for the executions of the workflow.
  var mapRun: String?

  var shown: [ExecutionSummary] {
    let words = filter.lowercased().split(separator: " ")
    guard !words.isEmpty else { return items }
    return items.filter { item in
      let text = "\(item.name) \(item.status) \(item.stateMachineName)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  var chosen: ExecutionSummary? {
    let shown = shown
    return shown.indices.contains(scroll.cursor) ? shown[scroll.cursor] : nil
  }
}

/// A line to write in at the bottom of the screen.
struct Prompt: Sendable {
  enum Kind: Sendable, Equatable {
    case search, command, filter
  }

  var kind: Kind
  var field = TextField()
  /// Where the history of commands is, from the last.
  var recall = 0
  /// The completions of what is written, and the chosen one.
  var choices: [String] = []
  var choice: Int?

  init(_ kind: Kind, _ text: String = "") {
    self.kind = kind
    field = TextField(text)
  }
}
