import Dispatch
public import Engine
import JSON
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Lets other programs of a workspace look on and have a hand in what a runner runs: they hold
/// executions at breakpoints, move them on, and answer their tasks.
///
/// A connection is a looker-on's life: when it ends, however it ends, the breakpoints that came
/// over it are gone and the executions that were held for it go on. Without a connection nothing
/// here costs anything.
public final class LiveDoor: Sendable {
  private struct Looker {
    var reading: Readable
    var lines = LiveLines()
    var breakpoints: Set<Breakpoint> = []
    /// Executions that are to be held for it though no breakpoint says so.
    var stepping: Set<String> = []
  }

  private struct Hold {
    var scope: String
    var state: String
    /// The lookers-on that it is held for.
    var owners: Set<Int32>
  }

  private struct State {
    /// By descriptor.
    var lookers: [Int32: Looker] = [:]
    /// By execution.
    var holds: [String: Hold] = [:]
    var listening: Readable?
  }

  private let runner: Runner
  private let executions: any ExecutionService
  private let server: LiveServer
  private let path: String
  private let state = Mutex(State())
  /// Everything below happens here, one after the other.
  private let queue = DispatchQueue(label: "treadle.live")

  /// Opens the door of a workspace's data folder (`.treadle`).
  ///
  /// - Parameter endpoint: where the API is served, `http://127.0.0.1:8083`.
  public init(
    dataFolder: String, runner: Runner, executions: any ExecutionService, endpoint: String
  ) throws(LiveFault) {
    self.runner = runner
    self.executions = executions
    server = LiveServer(process: Int(getpid()), endpoint: endpoint)
    let (descriptor, path) = try LiveSocket.listen(in: dataFolder + "/live")
    self.path = path
    let listening = Readable(descriptor, on: queue) { [weak self] in self?.accept(descriptor) }
    state.withLock { $0.listening = listening }
    let notices = runner.watchHolds()
    Task.detached { [weak self, queue] in
      for await notice in notices { queue.async { [weak self] in self?.take(notice) } }
    }
  }

  /// Closes the door; executions that are held go on.
  public func close() {
    queue.sync {
      unlink(path)
      state.withLock { state in
        defer { state.listening = nil }
        return state.listening
      }?.end()
      for looker in state.withLock({ Array($0.lookers.keys) }) { leave(looker) }
    }
  }

  // MARK: Coming and going

  private func accept(_ listening: Int32) {
    guard let descriptor = LiveSocket.accept(listening) else { return }
    let reading = Readable(descriptor, on: queue) { [weak self] in self?.read(descriptor) }
    let holds = state.withLock { state in
      state.lookers[descriptor] = Looker(reading: reading)
      return state.holds
    }
    send(.news(.hello(server)), to: descriptor)
    for (arn, hold) in holds.sorted(by: { $0.key < $1.key }) {
      send(.news(.held(execution: arn, scope: hold.scope, state: hold.state)), to: descriptor)
    }
  }

  private func read(_ looker: Int32) {
    guard var lines = state.withLock({ $0.lookers[looker]?.lines }) else { return }
    guard let read = lines.read(looker) else { return leave(looker) }
    state.withLock { $0.lookers[looker]?.lines = lines }
    for line in read {
      guard let (id, command) = LiveCommand.read(line) else { return leave(looker) }
      take(command, id, from: looker)
    }
  }

  /// A connection ended: nothing is held for it any more.
  private func leave(_ looker: Int32) {
    let released = state.withLock { state -> [String] in
      guard let gone = state.lookers.removeValue(forKey: looker) else { return [] }
      gone.reading.end()
      var released: [String] = []
      for arn in state.holds.keys {
        state.holds[arn]?.owners.remove(looker)
        if state.holds[arn]?.owners.isEmpty == true { released.append(arn) }
      }
      return released
    }
    setBreakpoints()
    for arn in released { try? runner.resume(arn) }
  }

  private func setBreakpoints() {
    let wanted = state.withLock { state in
      state.lookers.values.reduce(into: Set()) { $0.formUnion($1.breakpoints) }
    }
    if runner.breakpoints != wanted { runner.breakpoints = wanted }
  }

  private func send(_ line: LiveLine, to looker: Int32) {
    guard state.withLock({ $0.lookers[looker] != nil }) else { return }
    if !Loopback.write(line.bytes, to: looker) { leave(looker) }
  }

  private func tellAll(_ news: LiveNews) {
    for looker in state.withLock({ Array($0.lookers.keys) }) { send(.news(news), to: looker) }
  }

  // MARK: What the runner tells

  private func take(_ notice: Notice) {
    switch notice {
    case .paused(let arn, let scope, let name): hold(arn, scope, name)
    case .resumed(let arn): release(arn)
    case .ended(let outcome): release(outcome.identity.arn)
    default: break
    }
  }

  /// An execution stands before a state. It is let into it, so that its input is in the history, and
  /// held there, if somebody still wants that.
  private func hold(_ arn: String, _ scope: String, _ name: String) {
    let machine = runner.snapshot(of: arn)?.identity.stateMachineName
    let owners = state.withLock { state in
      state.lookers.filter { _, looker in
        looker.stepping.contains(arn)
          || looker.breakpoints.contains(Breakpoint(state: name))
          || looker.breakpoints.contains(Breakpoint(stateMachineName: machine, state: name))
      }
    }
    guard !owners.isEmpty else {
      try? runner.resume(arn)
      return
    }
    _ = try? runner.step(arn)
    state.withLock { state in
      state.holds[arn] = Hold(scope: scope, state: name, owners: Set(owners.keys))
      for looker in owners.keys { state.lookers[looker]?.stepping.remove(arn) }
    }
    tellAll(.held(execution: arn, scope: scope, state: name))
  }

  private func release(_ arn: String) {
    guard state.withLock({ $0.holds.removeValue(forKey: arn) }) != nil else { return }
    tellAll(.released(execution: arn))
  }

  // MARK: What lookers-on want

  private func take(_ command: LiveCommand, _ id: Int, from looker: Int32) {
    switch command {
    case .call(let action, let parameters):
      let executions = executions
      Task.detached { [weak self, queue] in
        let line: LiveLine
        do throws(ServiceError) {
          line = .result(
            id: id, try await executions.call(action: action, parameters: parameters, caller: nil))
        } catch {
          line = .refusal(id: id, code: error.code, message: error.message)
        }
        queue.async { [weak self] in self?.send(line, to: looker) }
      }
    default:
      do throws(RunnerError) {
        send(.result(id: id, try perform(command, for: looker)), to: looker)
      } catch {
        let (code, message) = LiveDoor.words(error)
        send(.refusal(id: id, code: code, message: message), to: looker)
      }
    }
  }

  private func perform(
    _ command: LiveCommand, for looker: Int32
  ) throws(RunnerError) -> Object {
    switch command {
    case .setBreakpoints(let breakpoints):
      state.withLock { $0.lookers[looker]?.breakpoints = breakpoints }
      setBreakpoints()
    case .next(let arn):
      state.withLock { _ = $0.lookers[looker]?.stepping.insert(arn) }
      if isHeld(arn) { try runner.resume(arn, untilNextState: true) } else { try runner.pause(arn) }
    case .step(let arn):
      guard isHeld(arn) else { throw .refused("the execution is not held; n holds it") }
      guard try runner.step(arn) else {
        throw .refused("it waits for its task or its time; n goes on to the next state")
      }
    case .proceed(let arn):
      state.withLock { _ = $0.lookers[looker]?.stepping.remove(arn) }
      try runner.resume(arn)
    case .stop(let arn): try runner.stop(arn, error: "Stopped", cause: "stopped by hand")
    case .tasks(let arn):
      let tasks = arn.map { runner.pendingTasks(of: $0) } ?? runner.tasksWithTokens()
      return Object([("tasks", .array(tasks.map { .object(LiveTask($0).object) }))])
    case .answer(let arn, let task, let given): try answer(arn, task, given, for: looker)
    case .call: break
    }
    return Object()
  }

  private func answer(
    _ arn: String, _ task: Int?, _ given: LiveAnswer, for looker: Int32
  ) throws(RunnerError) {
    let answer: TaskAnswer
    switch given {
    case .succeeded(let output):
      do { answer = .succeeded(try Payload(parsing: output)) } catch {
        throw .invalidOutput(error.reason)
      }
    case .failed(let error, let cause): answer = .failed(TaskFailure(error: error, cause: cause))
    }
    if let task { return try runner.answer(TaskID(number: task), of: arn, with: answer) }
    guard let hold = state.withLock({ $0.holds[arn] }) else {
      throw .refused("the execution is not held and no task of it waits")
    }
    state.withLock { _ = $0.lookers[looker]?.stepping.insert(arn) }
    try runner.resume(arn, answering: hold.state, scope: hold.scope, with: answer)
  }

  private func isHeld(_ arn: String) -> Bool { state.withLock { $0.holds[arn] != nil } }

  /// A refusal as a code and a sentence.
  private static func words(_ error: RunnerError) -> (String, String) {
    switch error {
    case .noSuchExecution(let arn): ("ExecutionDoesNotExist", "\(arn) does not run here")
    case .noSuchTask: ("TaskDoesNotExist", "the task is over already")
    case .invalidOutput(let reason): ("InvalidOutput", "the result is no JSON: \(reason)")
    case .refused(let reason): ("Refused", reason)
    default: ("InternalFailure", "\(error)")
    }
  }
}

/// Watches a descriptor, which it closes in the end.
///
/// `@unchecked Sendable`: all that is done with the source once it is made is to cancel it, which
/// Dispatch allows from any thread.
private final class Readable: @unchecked Sendable {
  private let source: any DispatchSourceRead

  init(
    _ descriptor: Int32, on queue: DispatchQueue, isReadable: @escaping @Sendable () -> Void
  ) {
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler(handler: isReadable)
    source.setCancelHandler { Glibc.close(descriptor) }
    source.resume()
  }

  func end() { source.cancel() }
}
