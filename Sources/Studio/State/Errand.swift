import ASL
import Engine
import History
import JSON
import Services

/// What the state asks of the world; done by `Rim`, answered by a `Message`.
enum Errand: Sendable {
  // Files
  case list(folder: String)
  case read(path: String)
  /// Writes the text where the file still is `expected` (or whatever it is, when `nil`).
  case save(path: String, text: String, expected: String?)
  /// Keeps a text that is not saved; `nil` forgets it.
  case journal(path: String, text: String?)
  /// Reads and checks what is in the editor, after a pause.
  case check(number: Int, EditorPane, ReadingOptions)
  case readSamples(path: String, machine: String)
  case rememberInput(machine: String, text: String)
  // Executions
  case begin(runID: Int, header: ExecutionHeader)
  case record(runID: Int, arn: String, events: [Event])
  case closeRecord(arn: String)
  case perform(runID: Int, TaskRequest, testCase: String?, attempt: Int)
  case cancel(runID: Int)
  /// The same after a time.
  case wait(runID: Int, milliseconds: Int64)
  /// The next slice of a long movement.
  case goOn(runID: Int)
  case listExecutions(machine: String?)
  case open(arn: String, purpose: OpenPurpose)
  /// Opens an execution that ended too early, and its log, to go on with it.
  case reopen(arn: String)
  /// Opens the log of an execution of this session that goes on.
  case reopenLog(arn: String)
  case compare(old: String, new: String)
  case remove(arn: String)
  // Other programs
  case live(LiveErrand)
  // Services
  /// Writes an answer into the workspace's mocks.
  case recordMock(MockForm)
  /// Puts the embedded services to where they stood at a checkpoint.
  case moveServices(runID: Int, to: Int)
  /// What they hold, with what changed between two checkpoints.
  case listResources(before: Int?, after: Int?)
  case resetServices
  // Terminal
  case suspend
  case redraw
  case edit(path: String, text: String, line: Int)
  case copy(String)
}

/// What an execution of the history is opened for.
enum OpenPurpose: Sendable, Equatable {
  case show
  /// Its tasks answer a new run of the recorded definition, or of the one on the screen.
  case replay(onScreenDefinition: Bool)
}

/// What the world answers.
enum Message: Sendable {
  case listed(folder: String, [WorkspaceFile])
  case fileRead(path: String, text: String)
  case fileUnreadable(path: String, reason: String)
  case saved(path: String, text: String)
  case saveFailed(path: String, reason: String)
  /// Somebody else changed the file since it was read.
  case changedOnDisk(path: String, text: String, mine: String)
  case draft(path: String, text: String)
  case checked(number: Int, Analysis)
  case samples(machine: String, [Sample], testCases: [String], isExpress: Bool)
  case executions([ExecutionSummary], interrupted: Int)
  case opened(RecordedRun, OpenPurpose)
  case reopened(RecordedRun)
  case compared(Comparison)
  case answered(runID: Int, TaskID, TaskAnswer)
  /// Where the services stood before and after a task; comes before its answer.
  case marked(runID: Int, TaskID, before: Int, after: Int)
  /// An answer is a mock now; what to say about it.
  case mockRecorded(String, testCase: String)
  case resources([ResourceList.Item], changes: [ServiceChange])
  /// Another program changed what the services hold.
  case servicesChanged
  case taskOutput(runID: Int, TaskID, line: String)
  case goOn(runID: Int)
  case edited(text: String)
  case live(LiveMessage)
  case failed(String)
  case told(String)
}

/// A file of a workspace that holds a definition.
struct WorkspaceFile: Sendable, Equatable {
  var path: String
  /// The path below the folder that was opened.
  var name: String
  var bytes: Int
  /// States in it; `nil` where it could not be read.
  var states: Int?
  var errors: Int
  var comment: String?
}

/// An input that lies beside a workflow, or was used last.
struct Sample: Sendable, Equatable {
  var name: String
  var text: String
}
