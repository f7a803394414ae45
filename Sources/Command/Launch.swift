import API
import ASL
import Engine
import History
import JSON
import Services
import SystemPackage

/// Puts a workspace's parts together for a command.
enum Launch {
  /// The history of a workspace, `.treadle/history`.
  static func store(_ workspace: Workspace, readOnly: Bool = false) throws(CommandError) -> Store {
    var options = StoreOptions()
    options.isReadOnly = readOnly
    do {
      let store = try Store(folder: workspace.dataFolder + "/history", options: options)
      for segment in store.mended {
        Output.errorLine(
          "treadle: \(segment.path): cut off an incomplete last line of \(segment.bytes) bytes")
      }
      return store
    } catch {
      throw .failed(error.description)
    }
  }

  /// How to run: whether and where executions are recorded, and which mocks answer.
  struct Options {
    var isRecorded = true
    var mocks: String?
    var keepsMachines = false
  }

  /// The workspace as an account, with the machines that its files define.
  static func account(_ workspace: Workspace, _ options: Options = Options()) throws(CommandError)
    -> Account
  {
    let store = options.isRecorded ? try store(workspace) : nil
    let dispatcher = try dispatcher(workspace, mocks: options.mocks)
    let account: Account
    do {
      account = try Account(
        workspace: workspace, store: store, dispatcher: dispatcher, options: RunnerOptions(),
        keepsMachines: options.keepsMachines)
    } catch {
      throw .failed("\(workspace.dataFolder)/state-machines.jsonl: cannot be read: \(error)")
    }
    registerMachines(of: workspace, in: account)
    return account
  }

  private static func dispatcher(_ workspace: Workspace, mocks path: String?) throws(CommandError)
    -> Dispatcher
  {
    do throws(WorkspaceError) {
      let services = try EmbeddedServices(workspace: workspace)
      for notice in services.notices { Output.errorLine("treadle: \(notice)") }
      var mocks: Mocks?
      if let path = path ?? workspace.mocks { mocks = try Mocks.load(file: path) }
      return Dispatcher(
        workspace: workspace, services: services, functions: Functions(workspace: workspace),
        mocks: mocks)
    } catch {
      throw .usage(error.description)
    }
  }

  /// Machines that `treadle.yaml` names, and every other definition in the folder under its file's
  /// name, so that a task of one can start another.
  private static func registerMachines(of workspace: Workspace, in account: Account) {
    var named: Set<String> = []
    for configuration in workspace.stateMachines.values {
      guard let text = try? Input.text(of: configuration.definition) else { continue }
      named.insert(configuration.definition)
      account.register(
        name: configuration.name,
        definition: substituting(
          workspace.substitutions.merging(configuration.substitutions) { $1 }, in: text),
        type: configuration.type.flatMap(WorkflowType.init) ?? .standard,
        roleArn: configuration.roleArn)
    }
    for path in definitionFiles(in: workspace.folder) where !named.contains(path) {
      guard let text = try? Input.text(of: path) else { continue }
      account.register(
        name: Definition.machineName(path),
        definition: substituting(workspace.substitutions, in: text),
        type: .standard)
    }
  }

  /// `*.asl.json` and their like in a folder, in order.
  static func definitionFiles(in folder: String) -> [String] {
    let endings = [".asl.json", ".asl.yaml", ".asl.yml"]
    return fileNames(in: FilePath(folder)).filter { name in endings.contains { name.hasSuffix($0) } }
      .sorted().map { folder + "/" + $0 }
  }
}
