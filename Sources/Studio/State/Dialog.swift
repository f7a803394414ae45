import Engine
import JSON
import Screen

/// What stands in front of the panes and takes all keys.
indirect enum Dialog: Sendable {
  case start(StartForm)
  case answer(AnswerForm)
  case confirm(Question)
  case help(HelpList)
  case diagnostics(Scroll)
  case copy([CopyItem], chosen: Int)
  case console(Console)
  case change(ChangeForm)
  case recordMock(MockForm)
  case watches(WatchForm)
  case timelines(chosen: Int)
  case compare(Comparison)
}

/// An answer of a task that is to be kept as a mock.
struct MockForm: Sendable {
  var request: TaskRequest
  var answer: TaskAnswer
  /// How many calls of the state came before it.
  var call: Int
  var testCase: TextField
}

/// Another value for something at this moment: what comes of it is another way of the run.
struct ChangeForm: Sendable {
  enum Subject: Sendable, Equatable {
    /// The input of a visit of a state.
    case input(visit: Int)
    case variable(name: String, scope: String)
  }

  var subject: Subject
  var title: String
  var value: TextBuffer
  var fault: String?
}

/// What an execution is started with.
struct StartForm: Sendable, Equatable {
  enum Field: Int, CaseIterable, Sendable {
    case input, sample, testCase, answering, clock, name
  }

  var field = Field.input
  var samples: [Sample] = []
  /// Which sample was taken last.
  var sample: Int?
  var testCases: [String] = []
  /// `nil`: no mocks.
  var testCase: Int?
  var isByHand = false
  /// Waits and pauses between attempts take their time.
  var isPaced = false
  /// Stops before the first state.
  var name: TextField
  var input: TextBuffer
  /// What is wrong with the input.
  var fault: String?

  /// The fields that are there, in the order of Tab.
  var fields: [Field] {
    Field.allCases.filter { field in
      switch field {
      case .sample: !samples.isEmpty
      case .testCase: !testCases.isEmpty
      case .input, .answering, .clock, .name: true
      }
    }
  }
}

/// An answer to a task by hand.
struct AnswerForm: Sendable {
  enum Field: Int, CaseIterable, Sendable {
    case kind, result, error, cause
  }

  var request: TaskRequest
  /// What would answer it without a person.
  var hint: String
  var isFailure = false
  var field = Field.result
  var result: TextBuffer
  var error = TextField("States.TaskFailed")
  var cause = TextField()
  var fault: String?
  /// The answer replaces one that was given: what comes after it is made anew.
  var isWhatIf = false
  /// The answer goes to the server that runs the execution.
  var live: Live?

  struct Live: Sendable, Equatable {
    var execution: String
    /// `nil` where the task is about to be called.
    var task: Int?
    var token: String?
  }

  var fields: [Field] { isFailure ? [.kind, .error, .cause] : [.kind, .result] }
}

/// A question with a few answers.
struct Question: Sendable {
  enum Answer: Sendable {
    case cancel, quit, saveAndQuit, restoreDraft(String), discardDraft
    case overwrite, reload, resetServices, remove(arn: String), openFile(String)
    case stopElsewhere(arn: String)
  }

  var title: String
  var text: String
  /// A letter, a label, and what it does. The last is what Esc does.
  var choices: [(key: Unicode.Scalar, label: String, answer: Answer)]
  var chosen = 0
}

/// The keys of a view, to be searched and run.
struct HelpList: Sendable {
  var place: Place
  var filter = TextField()
  var scroll = Scroll()

  /// What matches the filter, in the table's order.
  var shown: [Binding] {
    let wanted = filter.string.lowercased()
    return Binding.table.filter { binding in
      guard binding.places.contains(place) else { return false }
      guard !wanted.isEmpty else { return true }
      return "\(binding.help) \(binding.command) \(binding.keyText)".lowercased().contains(wanted)
    }
  }
}

/// Something that can be copied.
struct CopyItem: Sendable, Equatable {
  var key: Unicode.Scalar
  var label: String
  var text: String
}

/// A state, or the whole definition, in the built-in editor.
struct EditorPane: Sendable {
  enum Scope: Sendable, Equatable {
    /// The value at a location; `indent` blanks were taken from each line but the first.
    case state(location: String, name: String, range: Range<Int>, indent: Int)
    case whole
  }

  var scope: Scope
  var buffer: TextBuffer
  /// The text of the file around a state, before and after it.
  var before: [UInt8] = []
  var after: [UInt8] = []
  /// What is wrong, by the editor's own lines (from 0).
  var problems: [Problem] = []
  /// Problems in other parts of the file.
  var elsewhere = 0
  /// Something was changed: what follows is one step of undo with it.
  var hasChanged = false
  /// The change of the buffer that the definition has; what is typed reaches it after a pause.
  var appliedChange = 0
  /// The number of the check that is waited for.
  var check: Int?
  /// The text when the editor was opened.
  var original: String

  /// The buffer has changes that the definition has not.
  var isAhead: Bool { buffer.changes != appliedChange }

  /// The file's text with what is in the editor.
  var fileText: String {
    guard case .state(_, _, _, let indent) = scope else { return buffer.text }
    let blanks = String(repeating: " ", count: indent)
    let inner = buffer.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().map {
        $0.offset == 0 || $0.element.isEmpty ? String($0.element) : blanks + $0.element
      }
      .joined(separator: "\n")
    return String(decoding: before, as: UTF8.self) + inner + String(decoding: after, as: UTF8.self)
  }

  struct Problem: Sendable, Equatable {
    var line: Int
    var column: Int
    var message: String
    var isError: Bool
  }
}
