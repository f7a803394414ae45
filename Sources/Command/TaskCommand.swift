import ArgumentParser
import JSON
import Services

/// `treadle task`: the tasks that wait for somebody's answer.
struct Tasks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task",
    abstract: "List and answer the tasks that wait in a running `treadle serve`.",
    discussion: """
      A task waits for an answer when its resource ends in .waitForTaskToken or is an activity. \
      TASK is its token, the beginning of it, or the name of the execution.
      """,
    subcommands: [List.self, Success.self, Failure.self, Heartbeat.self], defaultSubcommand: List.self)
}

/// The servers that run on a workspace.
struct RunningServers {
  private let links: [LiveLink]

  init(_ place: WorkspaceOption) throws(CommandError) {
    let data = try Definition.workspace(around: place.workspace).dataFolder
    links = LiveLink.names(dataFolder: data).compactMap {
      try? LiveLink.open($0, dataFolder: data)
    }
    guard !links.isEmpty else {
      throw .failed(
        "no server runs on this workspace", hint: "treadle serve starts one; --workspace DIR names another")
    }
  }

  /// The tasks with tokens, each with the server that waits for it.
  func tasks() throws(CommandError) -> [(server: LiveLink, task: LiveTask)] {
    var found: [(LiveLink, LiveTask)] = []
    for link in links {
      do throws(ServiceError) {
        found += LiveTask.list(try link.ask(.tasks(execution: nil))).map { (link, $0) }
      } catch {
        throw .failed(error.message)
      }
    }
    return found
  }

  /// The one task that is meant.
  func task(_ word: String) throws(CommandError) -> (server: LiveLink, token: String) {
    let tasks = try tasks()
    let exact = tasks.filter { $0.task.token == word }
    let meant =
      exact.isEmpty
      ? tasks.filter { $0.task.token?.hasPrefix(word) == true || $0.task.executionName == word }
      : exact
    guard let only = meant.first, let token = only.task.token else {
      throw .failed(
        "no task waits with the token or execution '\(visible(word))'",
        hint: "treadle task list shows those that wait")
    }
    guard meant.count == 1 else {
      throw .usage(
        "'\(visible(word))' means \(meant.count) tasks", hint: "give more of the token")
    }
    return (only.server, token)
  }

  /// Performs an action of the API: by the first server that does it.
  func call(_ action: String, _ parameters: Object) throws(CommandError) -> Object {
    var refusal: ServiceError?
    for link in links {
      do throws(ServiceError) {
        return try link.ask(.call(action: action, parameters: parameters))
      } catch {
        refusal = error
      }
    }
    throw .failed(refusal.map { "\($0.code): \($0.message)" } ?? "no server answers")
  }

  /// Gives the answer of a task.
  func answer(_ word: String, _ action: String, _ members: Object) throws(CommandError) {
    let (server, token) = try task(word)
    var parameters = members
    parameters["taskToken"] = .string(token)
    do throws(ServiceError) {
      _ = try server.ask(.call(action: action, parameters: parameters))
    } catch {
      throw .failed("\(error.code): \(error.message)")
    }
  }
}

extension LiveTask {
  var executionName: String {
    let parts = execution.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count > 7 ? String(parts[7]) : execution
  }
}

extension Tasks {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the tasks that wait, the oldest first.")

    @OptionGroup var place: WorkspaceOption
    @Flag(help: "One JSON object a line, with whole tokens and inputs.") var json = false

    func run() async throws {
      let tasks = try RunningServers(place).tasks().map(\.task)
      if json {
        for task in tasks { Output.line(Value.object(task.object).text) }
      } else {
        Output.line(Table.tasks(tasks))
      }
    }
  }

  struct Success: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Give a task its result.")

    @Argument(help: "The token, its beginning, or the execution's name.") var task: String
    @Option(help: "The result: JSON, @FILE or - for standard input.") var output = "{}"
    @OptionGroup var place: WorkspaceOption

    func run() async throws {
      let output = try Input.payload(output, named: "--output") ?? .empty
      try RunningServers(place).answer(
        task, "SendTaskSuccess", ["output": .string(output.text)])
    }
  }

  struct Failure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Let a task fail.")

    @Argument(help: "The token, its beginning, or the execution's name.") var task: String
    @Option(help: "The error's name, for Retry and Catch.") var error: String?
    @Option(help: "What went wrong, for people.") var cause: String?
    @OptionGroup var place: WorkspaceOption

    func run() async throws {
      var members = Object()
      members["error"] = error.map { .string($0) }
      members["cause"] = cause.map { .string($0) }
      try RunningServers(place).answer(task, "SendTaskFailure", members)
    }
  }

  struct Heartbeat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell that somebody still works on a task.")

    @Argument(help: "The token, its beginning, or the execution's name.") var task: String
    @OptionGroup var place: WorkspaceOption

    func run() async throws {
      try RunningServers(place).answer(task, "SendTaskHeartbeat", Object())
    }
  }
}

/// `treadle activity`: what workers of activities do.
struct Activities: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity",
    abstract: "List and make activities, and take their tasks, in a running `treadle serve`.",
    subcommands: [List.self, Create.self, Poll.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List activities.")

    @OptionGroup var place: WorkspaceOption
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
      let servers = try RunningServers(place)
      var next: Value?
      repeat {
        var parameters = Object()
        parameters["nextToken"] = next
        let page = try servers.call("ListActivities", parameters)
        for activity in page["activities"]?.array ?? [] {
          Output.line(json ? activity.text : visible(activity["activityArn"]?.string ?? ""))
        }
        next = page["nextToken"]
      } while next?.string != nil
    }
  }

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make an activity; prints its ARN.")

    @Argument(help: "Its name.") var name: String
    @OptionGroup var place: WorkspaceOption

    func run() async throws {
      let made = try RunningServers(place).call("CreateActivity", ["name": .string(name)])
      Output.line(made["activityArn"]?.string ?? "")
    }
  }

  struct Poll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take the next task of an activity; waits up to a minute.",
      discussion: """
        Prints {"taskToken": …, "input": …} for `treadle task success` or `failure`. The exit \
        status is 1 where no task came.
        """)

    @Argument(help: "The activity's name or ARN.") var activity: String
    @Option(help: "Who takes it, for the history.") var worker: String?
    @OptionGroup var place: WorkspaceOption

    func run() async throws {
      let servers = try RunningServers(place)
      var parameters: Object = ["activityArn": .string(try arn(servers))]
      parameters["workerName"] = worker.map { .string($0) }
      let task = try servers.call("GetActivityTask", parameters)
      guard task["taskToken"]?.string != nil else {
        throw CommandError.failed("no task came within a minute")
      }
      Output.line(Value.object(task).text)
    }

    private func arn(_ servers: RunningServers) throws(CommandError) -> String {
      if activity.hasPrefix("arn:") { return activity }
      let workspace = try Definition.workspace(around: place.workspace)
      return "arn:aws:states:\(workspace.region):\(workspace.account):activity:\(activity)"
    }
  }
}

extension Table {
  static func tasks(_ tasks: [LiveTask]) -> String {
    guard !tasks.isEmpty else { return "no tasks wait" }
    return columns(
      [["TOKEN", "STATE", "EXECUTION", "RESOURCE", "SINCE"]]
        + tasks.map { task in
          [
            String((task.token ?? "").prefix(12)) + "…", task.state, task.executionName,
            task.resource.split(separator: ":", maxSplits: 5).last.map(String.init) ?? "",
            task.since.text(),
          ]
        })
  }
}
