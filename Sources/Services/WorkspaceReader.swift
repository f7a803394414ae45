import FoundationEssentials
import JSON

extension Workspace {
  /// The names under which the configuration is looked for, the first that exists is read.
  public static let fileNames = ["treadle.yaml", "treadle.yml", "treadle.json"]

  /// Reads the workspace in `folder`; one without a configuration file has the defaults. `${NAME}` in
  /// its values is taken from `environment`, the process's own where `nil`.
  public static func load(
    folder: String, environment: [String: String]? = nil
  ) throws(WorkspaceError) -> Workspace {
    let environment = environment ?? ProcessInfo.processInfo.environment
    for name in fileNames where Files.exists(folder + "/" + name) {
      let path = folder + "/" + name
      return try read(
        text: try Files.text(path), file: path, folder: folder, environment: environment)
    }
    return Workspace(folder: folder)
  }

  /// Reads a configuration's text; `file` is named in errors.
  public static func read(
    text: String, file: String, folder: String, environment: [String: String] = [:]
  ) throws(WorkspaceError) -> Workspace {
    let root = try value(ofYAML: text, file: file)
    guard let members = root.object ?? (root.isNull ? Object() : nil) else {
      throw WorkspaceError(
        file: file, line: 1, message: "expected keys such as `functions:`, found \(root.typeName)")
    }
    var reader = WorkspaceReader(
      file: file, environment: environment, workspace: Workspace(folder: folder))
    for (name, value) in members { try reader.read(name, value) }
    return reader.workspace
  }
}

/// Takes the members of `treadle.yaml` one by one.
private struct WorkspaceReader {
  let file: String
  let environment: [String: String]
  var workspace: Workspace

  mutating func read(_ name: String, _ value: Value) throws(WorkspaceError) {
    switch name {
    case "account":
      workspace.account = try text(value, name)
      guard workspace.account.utf8.count == 12, workspace.account.utf8.allSatisfy({ 48...57 ~= $0 })
      else { throw fault("account is \"\(workspace.account)\", which is not 12 digits") }
    case "region": workspace.region = try text(value, name)
    case "mocks": workspace.mocks = workspace.absolute(try text(value, name))
    case "seeds": workspace.seeds = try texts(value, name).map(workspace.absolute)
    case "substitutions": workspace.substitutions = try dictionary(value, name)
    case "functions":
      for (key, value) in try members(value, name) {
        workspace.functions[key] = try function(key, value)
      }
    case "connections":
      for (key, value) in try members(value, name) {
        workspace.connections[key] = try connection(key, value)
      }
    case "services":
      for (key, value) in try members(value, name) {
        workspace.services[key.lowercased()] = try service(key, value)
      }
    case "stateMachines":
      for (key, value) in try members(value, name) {
        workspace.stateMachines[key] = try machine(key, value)
      }
    default: workspace.warnings.append("\(file): `\(name)` is not a key that is read here")
    }
  }

  private func function(_ name: String, _ value: Value) throws(WorkspaceError)
    -> FunctionConfiguration
  {
    let place = "functions.\(name)"
    if let handler = value.string {
      return FunctionConfiguration(name: name, handler: handler, runtime: guess(handler))
    }
    let members = try members(value, place)
    let handler = try members["handler"].map { value throws(WorkspaceError) in
      try text(value, place + ".handler")
    }
    var runtime = guess(handler ?? "")
    if let written = members["runtime"] {
      let text = try text(written, place + ".runtime")
      switch text {
      case _ where text.hasPrefix("python"): runtime = .python
      case _ where text.hasPrefix("nodejs"): runtime = .node
      case _ where text.hasPrefix("provided"): runtime = .provided
      case "aws", "remote": runtime = .remote
      default:
        throw fault("\(place).runtime is \"\(text)\": python3, nodejs, provided or aws are known")
      }
    }
    guard handler != nil || runtime == .remote else {
      throw fault("\(place) has no handler (path[:symbol])")
    }
    return FunctionConfiguration(
      name: name, handler: handler ?? name, runtime: runtime,
      timeout: try integer(members["timeout"], place + ".timeout", 1...900) ?? 900,
      memory: try integer(members["memory"], place + ".memory", 128...10240) ?? 128,
      concurrency: try integer(members["concurrency"], place + ".concurrency", 1...1000) ?? 10,
      environment: try members["environment"].map { value throws(WorkspaceError) in
        try dictionary(value, place + ".environment")
      } ?? [:],
      endpoint: members["endpoint"]?.string, profile: members["profile"]?.string,
      program: members["program"]?.string)
  }

  private func guess(_ handler: String) -> FunctionConfiguration.Runtime {
    let path = handler.split(separator: ":").first ?? ""
    if path.hasSuffix(".py") { return .python }
    return [".js", ".mjs", ".cjs", ".ts"].contains { path.hasSuffix($0) } ? .node : .provided
  }

  private func connection(_ name: String, _ value: Value) throws(WorkspaceError)
    -> ConnectionConfiguration
  {
    let place = "connections.\(name)"
    let members = try members(value, place)
    func required(_ key: String) throws(WorkspaceError) -> String {
      guard let value = members[key] else { throw fault("\(place) has no \(key)") }
      return try text(value, "\(place).\(key)")
    }
    let authorization: ConnectionConfiguration.Authorization
    switch try members["type"].map({ value throws(WorkspaceError) in try text(value, place) }) {
    case nil, "NONE": authorization = .none
    case "BASIC":
      authorization = .basic(user: try required("user"), password: try required("password"))
    case "API_KEY":
      authorization = .apiKey(name: try required("name"), value: try required("value"))
    case "OAUTH_CLIENT_CREDENTIALS":
      authorization = .oauth(
        endpoint: try required("endpoint"), method: members["method"]?.string ?? "POST",
        clientID: try required("clientId"), clientSecret: try required("clientSecret"),
        body: try members["oauthBody"].map { value throws(WorkspaceError) in
          try dictionary(value, place)
        } ?? [:])
    case let other?:
      throw fault(
        "\(place).type is \"\(other)\": BASIC, API_KEY and OAUTH_CLIENT_CREDENTIALS are known")
    }
    var connection = ConnectionConfiguration(name: name, authorization: authorization)
    if let value = members["headers"] { connection.headers = try dictionary(value, place) }
    if let value = members["query"] { connection.query = try dictionary(value, place) }
    if let value = members["body"] {
      for (key, value) in try self.members(value, place) { connection.body[key] = value }
    }
    return connection
  }

  private func service(_ name: String, _ value: Value) throws(WorkspaceError)
    -> ServiceConfiguration
  {
    let place = "services.\(name)"
    let members = value.string.map { Object([("backend", .string($0))]) } ?? value.object
    guard let members else { throw fault("\(place) is \(value.typeName), expected an object") }
    let written = members["backend"]?.string ?? (members["endpoint"] == nil ? "embedded" : "aws")
    guard let backend = ServiceConfiguration.Backend(rawValue: written) else {
      throw fault("\(place).backend is \"\(written)\": embedded, aws, http and none are known")
    }
    return ServiceConfiguration(
      backend: backend, endpoint: members["endpoint"]?.string, profile: members["profile"]?.string,
      region: members["region"]?.string, program: members["program"]?.string,
      routes: try members["routes"].map { value throws(WorkspaceError) in
        try dictionary(value, place + ".routes")
      } ?? [:])
  }

  private func machine(_ name: String, _ value: Value) throws(WorkspaceError)
    -> StateMachineConfiguration
  {
    let place = "stateMachines.\(name)"
    if let path = value.string {
      return StateMachineConfiguration(name: name, definition: workspace.absolute(path))
    }
    let members = try members(value, place)
    guard let definition = members["definition"]?.string else {
      throw fault("\(place) has no definition (a file)")
    }
    let type = members["type"]?.string
    guard type == nil || type == "STANDARD" || type == "EXPRESS" else {
      throw fault("\(place).type is \"\(type ?? "")\": STANDARD and EXPRESS are known")
    }
    return StateMachineConfiguration(
      name: name, definition: workspace.absolute(definition), type: type,
      roleArn: members["roleArn"]?.string,
      substitutions: try members["substitutions"].map { value throws(WorkspaceError) in
        try dictionary(value, place)
      } ?? [:])
  }

  // MARK: Scalars

  private func fault(_ message: String) -> WorkspaceError {
    WorkspaceError(file: file, message: message)
  }

  private func members(_ value: Value, _ place: String) throws(WorkspaceError) -> Object {
    if value.isNull { return Object() }
    guard let object = value.object else {
      throw fault("\(place) is \(value.typeName), expected an object")
    }
    return object
  }

  private func text(_ value: Value, _ place: String) throws(WorkspaceError) -> String {
    switch value {
    case .string(let text): expanded(text)
    case .int(let number): String(number)
    case .double(let number): "\(number)"
    case .bool(let flag): flag ? "true" : "false"
    default: throw fault("\(place) is \(value.typeName), expected text")
    }
  }

  private func texts(_ value: Value, _ place: String) throws(WorkspaceError) -> [String] {
    var texts: [String] = []
    for element in value.array ?? [value] { texts.append(try text(element, place)) }
    return texts
  }

  private func dictionary(_ value: Value, _ place: String) throws(WorkspaceError)
    -> [String: String]
  {
    var dictionary: [String: String] = [:]
    for (name, value) in try members(value, place) {
      dictionary[name] = try text(value, "\(place).\(name)")
    }
    return dictionary
  }

  private func integer(_ value: Value?, _ place: String, _ range: ClosedRange<Int>)
    throws(WorkspaceError) -> Int?
  {
    guard let value else { return nil }
    guard let number = value.int, range.contains(number) else {
      throw fault(
        "\(place) is \(value.text), expected a number \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// `${NAME}` becomes that variable of the environment; an unknown name stays as it is.
  private func expanded(_ text: String) -> String {
    guard text.contains("${") else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "${"),
      let close = rest[open.upperBound...].firstIndex(of: "}")
    {
      let name = String(rest[open.upperBound..<close])
      result += rest[..<open.lowerBound]
      result += environment[name] ?? "${\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
