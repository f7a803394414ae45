import ASL
import Engine
import JSON

/// Calls that go to AWS, or to what answers like it, through the user's AWS CLI.
struct CommandLineTasks {
  static let timeLimit = 300

  let workspace: Workspace
  let configuration: ServiceConfiguration

  func perform(
    _ service: String, _ action: String, _ pattern: Resource.Pattern, _ request: TaskRequest
  ) async -> TaskAnswer {
    let prefix = ServiceNames.prefix(service)
    func failed(_ error: String, _ cause: String) -> TaskAnswer {
      .failed(
        TaskFailure(
          stage: pattern == .response ? .run : .submit, error: "\(prefix).\(error)", cause: cause))
    }
    guard pattern == .response || pattern == .waitForTaskToken else {
      return failed(
        "SdkClientException",
        "\(request.resource.arn) waits for a job, which the AWS CLI cannot do: mock the state")
    }
    var arguments = [ServiceNames.cli(service), Self.command(action)]
    if service == "s3" || service == "aws-sdk:s3", action == "getObject" {
      arguments += ["/dev/stdout"]
    }
    arguments += ["--cli-input-json", request.arguments.text]
    arguments += CommandLineInterface.options(
      endpoint: configuration.endpoint, profile: configuration.profile,
      region: configuration.region ?? workspace.region)
    let limit = min(request.timeoutSeconds ?? Self.timeLimit, Self.timeLimit)
    switch await CommandLineInterface.run(arguments, timeout: limit) {
    case .failed(let message): return failed("SdkClientException", message)
    case .ended(let output, _, 0):
      let value = output.contains { !$0.isWhitespace } ? try? Value(parsing: output) : .emptyObject
      let payload = Payload(value ?? .string(output))
      if payload.text.utf8.count > TaskResults.sizeLimit {
        return .failed(TaskResults.tooLarge(service))
      }
      return pattern == .waitForTaskToken ? .submitted(payload) : .succeeded(payload)
    case .ended(_, let errors, _):
      let (code, message) = Self.fault(errors)
      return failed(code, message)
    }
  }

  /// `describeDBClusters` → `describe-db-clusters`, as the AWS CLI writes operations.
  static func command(_ action: String) -> String {
    let letters = Array(action)
    var command = ""
    for (place, letter) in letters.enumerated() {
      let isUpper = letter.isUppercase
      let afterLower = place > 0 && !letters[place - 1].isUppercase
      let beforeLower =
        place > 0 && place + 1 < letters.count && letters[place - 1].isUppercase
        && letters[place + 1].isLowercase
      if isUpper, place > 0, afterLower || beforeLower { command += "-" }
      command += letter.lowercased()
    }
    return command
  }

  /// The code and message of `An error occurred (Code) when calling the X operation: message`.
  static func fault(_ text: String) -> (code: String, message: String) {
    guard let open = text.firstRange(of: "An error occurred ("),
      let close = text[open.upperBound...].firstIndex(of: ")")
    else {
      return ("SdkClientException", text.split(separator: "\n").joined(separator: " "))
    }
    let code = String(text[open.upperBound..<close])
    let rest = text[close...]
    let message = rest.firstRange(of: "operation: ").map { rest[$0.upperBound...] } ?? rest
    return (
      code.hasSuffix("Exception") ? code : code + "Exception",
      message.split(separator: "\n").joined(separator: " ")
    )
  }
}
