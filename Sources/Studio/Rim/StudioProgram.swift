internal import FoundationEssentials
import JSON
public import Screen
public import Services

/// The terminal program: opens a definition or a workspace, shows it, and runs it.
public enum StudioProgram {
  /// What the program is started with.
  public struct Options: Sendable {
    /// A definition, or the folder of a workspace.
    public var path: String
    /// Colours; `nil`: as the environment and the terminal say.
    public var theme: Theme?
    /// Answers tasks that start executions of other machines; asked for when first needed.
    public var executions: @Sendable () -> (any ExecutionService)? = { nil }

    public init(path: String = ".", theme: Theme? = nil) {
      self.path = path
      self.theme = theme
    }
  }

  /// Runs until the person quits; the exit code. Call it on the main thread, before other threads
  /// exist.
  ///
  /// - Throws: `Terminal.Failure` where there is no terminal to run on.
  public static func run(_ options: Options) throws(Terminal.Failure) -> Int32 {
    let path = Files.absolute(options.path)
    let isFolder = Files.isFolder(path)
    let folder = isFolder ? path : Files.workspace(around: path)
    var terminal = try Terminal.open(theme: options.theme)
    let mailbox = Mailbox<Message>()
    var state = State(size: terminal.size, folder: folder)
    state.seed = UInt64.random(in: .min ... .max)
    state.now = Clock.now
    open(path, isFolder: isFolder, &state)
    var shell = Shell(
      state: state, rim: Rim(folder: folder, mailbox: mailbox, executions: options.executions))
    Loop(mailbox: mailbox).run(&shell, on: &terminal)
    shell.rim.finish()
    return 0
  }

  /// Reads the definition at once, so that the first picture shows it.
  private static func open(_ path: String, isFolder: Bool, _ state: inout State) {
    guard !isFolder else { return state.openBrowser() }
    switch Files.read(path) {
    case .success(let text):
      state.opened(path, text)
      if let draft = Drafts.find(path, folder: state.folder), draft != text {
        state.update(Message.draft(path: path, text: draft))
      }
    case .failure(let fault):
      state.update(Message.fileUnreadable(path: path, reason: fault.reason))
    }
    state.settle()
  }
}

/// The time.
enum Clock {
  static var now: Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}
