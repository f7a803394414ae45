import JSON

/// A function at AWS, or in a container that answers like Lambda, called through the AWS CLI.
struct RemoteFunction {
  var configuration: FunctionConfiguration
  var workspace: Workspace

  func invoke(_ invocation: Invocation) async -> InvocationResult {
    var arguments = [
      "lambda", "invoke", "--function-name", configuration.handler, "--payload", invocation.event,
      "--cli-binary-format", "raw-in-base64-out",
    ]
    arguments += CommandLineInterface.options(
      endpoint: configuration.endpoint, profile: configuration.profile, region: workspace.region)
    let answer = await CommandLineInterface.run(
      arguments + ["/dev/stderr"], timeout: invocation.timeout)
    switch answer {
    case .failed(let message):
      return .failed(type: "Lambda.SdkClientException", message: message)
    case .ended(let output, let errors, 0):
      let isError = (try? Value(parsing: output))?["FunctionError"] != nil
      return isError ? .failed(errors) : .answered(errors)
    case .ended(_, let errors, _):
      return .failed(type: "Lambda.AWSLambdaException", message: errors)
    }
  }
}
