public import JSON

/// One state.
public final class State: Sendable {
  public let name: String
  public let type: StateType
  public let comment: String?
  /// The state's own `QueryLanguage`, or the machine's.
  public let queryLanguage: QueryLanguage
  /// JSON pointer to the state: `/States/X`, `/States/M/ItemProcessor/States/Y`.
  public let location: String
  /// `Next` or `End`.
  public let transition: Transition
  /// `InputPath`
  public let inputPath: PathField
  /// `OutputPath`
  public let outputPath: PathField
  /// `Parameters` (JSONPath) or `Arguments` (JSONata).
  public let arguments: Template?
  /// `ResultSelector`
  public let resultSelector: Template?
  /// `ResultPath`
  public let resultPath: ResultPath
  /// `Output` (JSONata)
  public let output: Template?
  /// `Assign`
  public let assign: Template?
  /// `Retry`
  public let retriers: [Retrier]
  /// `Catch`
  public let catchers: [Catcher]

  public init(
    name: String, type: StateType, comment: String?, queryLanguage: QueryLanguage,
    location: String, transition: Transition, inputPath: PathField, outputPath: PathField,
    arguments: Template?, resultSelector: Template?, resultPath: ResultPath, output: Template?,
    assign: Template?, retriers: [Retrier], catchers: [Catcher]
  ) {
    self.name = name
    self.type = type
    self.comment = comment
    self.queryLanguage = queryLanguage
    self.location = location
    self.transition = transition
    self.inputPath = inputPath
    self.outputPath = outputPath
    self.arguments = arguments
    self.resultSelector = resultSelector
    self.resultPath = resultPath
    self.output = output
    self.assign = assign
    self.retriers = retriers
    self.catchers = catchers
  }
}

/// The eight types of state, with the fields that only they have.
public indirect enum StateType: Sendable {
  /// `"Result"`, where given.
  case pass(result: Value?)
  case task(TaskState)
  case choice(ChoiceState)
  case wait(WaitState)
  case succeed
  case fail(FailState)
  case parallel(ParallelState)
  case map(MapState)

  /// The name in the definition: `Pass`, `Task` …
  public var name: String {
    switch self {
    case .pass: "Pass"
    case .task: "Task"
    case .choice: "Choice"
    case .wait: "Wait"
    case .succeed: "Succeed"
    case .fail: "Fail"
    case .parallel: "Parallel"
    case .map: "Map"
    }
  }
}

/// The fields of a Task state.
public struct TaskState: Sendable {
  public var resource: Resource
  /// `TimeoutSeconds`, `TimeoutSecondsPath`
  public var timeoutSeconds: NumberField?
  /// `HeartbeatSeconds`, `HeartbeatSecondsPath`
  public var heartbeatSeconds: NumberField?
  /// `Credentials`
  public var credentials: Template?

  public init(
    resource: Resource, timeoutSeconds: NumberField?, heartbeatSeconds: NumberField?,
    credentials: Template?
  ) {
    self.resource = resource
    self.timeoutSeconds = timeoutSeconds
    self.heartbeatSeconds = heartbeatSeconds
    self.credentials = credentials
  }
}

/// The delay of a Wait state: one of its four fields.
public enum WaitState: Sendable {
  /// `Seconds`, `SecondsPath`
  case seconds(NumberField)
  /// `Timestamp`, `TimestampPath`
  case timestamp(TextField)
}

/// The fields of a Fail state.
public struct FailState: Sendable {
  /// `Error`, `ErrorPath`
  public var error: TextField?
  /// `Cause`, `CausePath`
  public var cause: TextField?

  public init(error: TextField?, cause: TextField?) {
    self.error = error
    self.cause = cause
  }
}

/// The fields of a Parallel state.
public struct ParallelState: Sendable {
  public var branches: [Scope]

  public init(branches: [Scope]) { self.branches = branches }
}

/// The fields of a Map state.
public struct MapState: Sendable {
  /// Where the items come from.
  public enum Items: Sendable {
    /// `ItemsPath`; JSONPath states without it use `$`.
    case path(DataPath)
    /// `Items` of a JSONata state.
    case template(Template)
    /// A JSONata state without `Items`: the state's input.
    case input
  }

  /// `ProcessorConfig`
  public enum Mode: Sendable, Hashable {
    case inline
    case distributed(express: Bool)
  }

  public var items: Items
  /// `ItemSelector`, or `Parameters` as it was called.
  public var itemSelector: Template?
  /// `ItemProcessor`, or `Iterator` as it was called.
  public var processor: Scope
  public var mode: Mode
  /// `MaxConcurrency`, `MaxConcurrencyPath`; absent is 0, no limit.
  public var maxConcurrency: NumberField?
  /// `Label` of a distributed Map.
  public var label: String?
  /// `ToleratedFailureCount`, `ToleratedFailureCountPath`
  public var toleratedFailureCount: NumberField?
  /// `ToleratedFailurePercentage`, `ToleratedFailurePercentagePath`
  public var toleratedFailurePercentage: NumberField?
  public var reader: ItemReader?
  public var batcher: ItemBatcher?
  public var writer: ResultWriter?

  public init(
    items: Items, itemSelector: Template?, processor: Scope, mode: Mode,
    maxConcurrency: NumberField?, label: String?, toleratedFailureCount: NumberField?,
    toleratedFailurePercentage: NumberField?, reader: ItemReader?, batcher: ItemBatcher?,
    writer: ResultWriter?
  ) {
    self.items = items
    self.itemSelector = itemSelector
    self.processor = processor
    self.mode = mode
    self.maxConcurrency = maxConcurrency
    self.label = label
    self.toleratedFailureCount = toleratedFailureCount
    self.toleratedFailurePercentage = toleratedFailurePercentage
    self.reader = reader
    self.batcher = batcher
    self.writer = writer
  }
}

/// `ItemReader` of a distributed Map.
public struct ItemReader: Sendable {
  public var resource: Resource
  /// `Parameters`, `Arguments`
  public var arguments: Template?
  /// `ReaderConfig`
  public var config: ReaderConfig

  public init(resource: Resource, arguments: Template?, config: ReaderConfig) {
    self.resource = resource
    self.arguments = arguments
    self.config = config
  }
}

/// `ReaderConfig`; text fields keep AWS's words (`CSV`, `FIRST_ROW`, `COMMA` …).
public struct ReaderConfig: Sendable {
  public var inputType: String?
  public var transformation: String?
  public var manifestType: String?
  public var csvDelimiter: String?
  public var csvHeaderLocation: String?
  public var csvHeaders: [String]?
  public var itemsPointer: String?
  /// `MaxItems`, `MaxItemsPath`
  public var maxItems: NumberField?

  public init() {}
}

/// `ItemBatcher` of a distributed Map.
public struct ItemBatcher: Sendable {
  /// `BatchInput`
  public var batchInput: Template?
  public var maxItemsPerBatch: NumberField?
  public var maxInputBytesPerBatch: NumberField?

  public init(
    batchInput: Template?, maxItemsPerBatch: NumberField?, maxInputBytesPerBatch: NumberField?
  ) {
    self.batchInput = batchInput
    self.maxItemsPerBatch = maxItemsPerBatch
    self.maxInputBytesPerBatch = maxInputBytesPerBatch
  }
}

/// `ResultWriter` of a distributed Map.
public struct ResultWriter: Sendable {
  public var resource: Resource?
  /// `Parameters`, `Arguments`
  public var arguments: Template?
  /// `WriterConfig.Transformation`: `NONE`, `COMPACT`, `FLATTEN`
  public var transformation: String?
  /// `WriterConfig.OutputType`: `JSON`, `JSONL`
  public var outputType: String?

  public init(
    resource: Resource?, arguments: Template?, transformation: String?, outputType: String?
  ) {
    self.resource = resource
    self.arguments = arguments
    self.transformation = transformation
    self.outputType = outputType
  }
}
