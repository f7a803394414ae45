import FoundationEssentials
import JSON
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The user's AWS CLI, version 1 or 2, for services that are not embedded.
struct CommandLineInterface: Sendable {
  /// The program, `aws` where nothing else is configured.
  var program: String
  var endpoint: String?
  var profile: String?
  var region: String

  init(_ configuration: ServiceConfiguration, region: String) {
    program = configuration.program ?? "aws"
    endpoint = configuration.endpoint
    profile = configuration.profile
    self.region = configuration.region ?? region
  }

  /// Why a call has no result.
  struct Fault: Error {
    /// AWS's code; `nil` where the call did not reach the service or was not answered.
    var code: String?
    var message: String
  }

  /// Calls an operation.
  ///
  /// - Parameters:
  ///   - service: as the AWS CLI names it, `s3api`.
  ///   - action: `getObject`
  ///   - input: the parameters as the AWS CLI names them.
  ///   - stream: the member of the answer for bytes, which the AWS CLI writes to a file.
  func call(
    _ service: String, _ action: String, _ input: Value, stream: String?, timeout: Int
  ) async throws(Fault) -> Value {
    let folder = FileManager.default.temporaryDirectory.path + "/treadle-aws-" + Identifiers.uuid()
    defer { Files.remove(folder) }
    var arguments = [service, ServiceNames.command(action)]
    do throws(WorkspaceError) {
      try Files.makeFolder(folder, isPrivate: true)
      arguments += try Self.parameters(input, isStream: stream != nil, folder)
    } catch { throw Fault(message: error.description) }
    arguments += options
    if await hasBinaryFormat() { arguments += ["--cli-binary-format", "raw-in-base64-out"] }
    if stream != nil { arguments.append(folder + "/output") }
    switch await run(arguments, timeout: timeout) {
    case .failed(let message): throw Fault(message: message)
    case .ended(_, let errors, let status) where status != 0: throw Self.fault(errors)
    case .ended(let output, _, _):
      var value = Value.emptyObject
      if output.contains(where: { !$0.isWhitespace }) {
        guard let parsed = try? Value(parsing: output) else {
          throw Fault(
            message: "\(program) \(service) answered what is no JSON: \(output.prefix(200))")
        }
        value = parsed
      }
      guard let stream, var object = value.object else { return value }
      let bytes = (try? Files.bytes(folder + "/output")) ?? []
      object[stream] = .string(
        String(validating: bytes, as: UTF8.self) ?? Identifiers.base64(bytes))
      return .object(object)
    }
  }

  /// The parameters of an operation, each with a sample value: what `--generate-cli-skeleton` prints.
  /// `nil` where the AWS CLI does not know the operation, or does not tell.
  func skeleton(_ service: String, _ action: String) async -> Value? {
    let key = [program, service, action].joined(separator: " ")
    if let known = await Self.known.value(key) { return known }
    let arguments = [service, ServiceNames.command(action), "--generate-cli-skeleton", "input"]
    guard case .ended(let output, _, 0) = await run(arguments, timeout: 60),
      let value = try? Value(parsing: output), value.object != nil
    else { return nil }
    await Self.known.set(key, value)
    return value
  }

  /// Version 2 takes blobs for base64 unless told otherwise; version 1 has no such option.
  private func hasBinaryFormat() async -> Bool {
    let key = program + " --version"
    if let known = await Self.known.value(key) { return known.bool ?? false }
    guard case .ended(let output, let errors, 0) = await run(["--version"], timeout: 60) else {
      return false
    }
    let isSecond = (output + errors).contains("aws-cli/2")
    await Self.known.set(key, .bool(isSecond))
    return isSecond
  }

  private var options: [String] {
    var options = ["--region", region, "--output", "json"]
    if let endpoint { options += ["--endpoint-url", endpoint] }
    if let profile { options += ["--profile", profile] }
    return options
  }

  /// Parameters lie in files: arguments are short, and every user of the machine can read them.
  /// Operations with a file for their output want a parameter an argument.
  private static func parameters(
    _ input: Value, isStream: Bool, _ folder: String
  ) throws(WorkspaceError) -> [String] {
    func file(_ name: String, _ text: String) throws(WorkspaceError) -> String {
      try Files.write(Array(text.utf8), to: "\(folder)/\(name)")
      return "file://\(folder)/\(name)"
    }
    guard isStream else { return ["--cli-input-json", try file("input.json", input.text)] }
    var arguments: [String] = []
    for (name, value) in input.object ?? Object() {
      let flag = ServiceNames.command(name)
      switch value {
      case .null: continue
      case .bool(let isOn): arguments.append(isOn ? "--\(flag)" : "--no-\(flag)")
      default:
        let text = value.string ?? value.text
        let isPlain = text.utf8.count < 256 && !text.contains("://") && !text.isEmpty
        arguments += ["--\(flag)", isPlain ? text : try file("\(flag).txt", text)]
      }
    }
    return arguments
  }

  private func run(_ arguments: [String], timeout: Int) async -> ProgramAnswer {
    var environment = ["AWS_PAGER": ""]
    let inherited = ProcessInfo.processInfo.environment
    // What answers like AWS on this machine takes any key, but the AWS CLI wants one.
    if profile == nil, let endpoint, Self.isLocal(endpoint), inherited["AWS_ACCESS_KEY_ID"] == nil {
      environment["AWS_ACCESS_KEY_ID"] = "treadle"
      environment["AWS_SECRET_ACCESS_KEY"] = "treadle"
    }
    let answer = await runProgram(
      program, arguments, input: "", environment: environment, timeout: timeout)
    if case .failed(let message) = answer, !Self.isInstalled(program) {
      return .failed(
        "the AWS CLI is wanted, but there is no program `\(program)`: install it, name it under "
          + "`program:` of the service in treadle.yaml, or mock the state (\(message))")
    }
    return answer
  }

  private static func isLocal(_ endpoint: String) -> Bool {
    ["://127.", "://localhost", "://[::1]"].contains { endpoint.contains($0) }
  }

  private static func isInstalled(_ program: String) -> Bool {
    if program.contains("/") { return Files.exists(program) }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains { Files.exists("\($0)/\(program)") }
  }

  /// The code and message of `An error occurred (Code) when calling the X operation: message`.
  static func fault(_ text: String) -> Fault {
    let line = text.split(separator: "\n").map(String.init)
      .filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: " ")
    guard let open = line.firstRange(of: "An error occurred ("),
      let close = line[open.upperBound...].firstIndex(of: ")")
    else { return Fault(message: usage(line)) }
    var rest = line[close...].dropFirst()
    if let operation = rest.firstRange(of: " operation") { rest = rest[operation.upperBound...] }
    if rest.hasPrefix(" ("), let end = rest.firstIndex(of: ")") {
      rest = rest[rest.index(after: end)...]
    }
    let message = rest.drop { $0 == ":" || $0.isWhitespace }
    return Fault(
      code: String(line[open.upperBound..<close]),
      message: String(message))
  }

  /// The sentence after `aws: error:`, without the pages of help around it.
  private static func usage(_ line: String) -> String {
    guard let error = line.firstRange(of: ": error: ") else { return line }
    return String(line[error.upperBound...].prefix(300))
  }

  private static let known = Known()

  /// What programs have told once.
  private actor Known {
    private var values: [String: Value] = [:]
    func value(_ key: String) -> Value? { values[key] }
    func set(_ key: String, _ value: Value) { values[key] = value }
  }
}

/// How a program ended.
enum ProgramAnswer: Sendable {
  case ended(output: String, errors: String, status: Int)
  /// It could not be started, or did not end in time.
  case failed(String)
}

/// Runs a program to its end, or kills it after `timeout` seconds. `environment` is added to ours.
func runProgram(
  _ program: String, _ arguments: [String], input: String, environment: [String: String] = [:],
  timeout: Int
) async -> ProgramAnswer {
  await withTaskGroup(of: ProgramAnswer?.self) { group in
    group.addTask {
      do {
        var values: [Subprocess.Environment.Key: String?] = [:]
        for (name, value) in environment { values[.init(stringLiteral: name)] = value }
        let executable: Executable =
          program.contains("/") ? .path(FilePath(program)) : .name(program)
        let result = try await Subprocess.run(
          executable, arguments: Arguments(arguments), environment: .inherit.updating(values),
          input: .string(input), output: .string(limit: 32 << 20), error: .string(limit: 16 << 20))
        var status = 1
        if case .exited(let code) = result.terminationStatus { status = Int(code) }
        return .ended(
          output: result.standardOutput, errors: result.standardError, status: status)
      } catch { return .failed("\(program) cannot be run: \(error)") }
    }
    group.addTask {
      try? await Task.sleep(for: .seconds(timeout))
      return Task.isCancelled ? nil : .failed("\(program) did not answer within \(timeout) s")
    }
    var answer: ProgramAnswer?
    while answer == nil, let next = await group.next() { answer = next }
    group.cancelAll()
    return answer ?? .failed("cancelled")
  }
}
