import JSON

/// A function at AWS, or in a container that answers like Lambda, called through the AWS CLI.
struct RemoteFunction {
  var configuration: FunctionConfiguration
  var workspace: Workspace

  func invoke(_ invocation: Invocation) async -> InvocationResult {
    let program = CommandLineInterface(
      ServiceConfiguration(
        backend: .aws, endpoint: configuration.endpoint, profile: configuration.profile,
        program: configuration.program), region: workspace.region)
    do throws(CommandLineInterface.Fault) {
      let answer = try await program.call(
        "lambda", "invoke",
        ["FunctionName": .string(configuration.handler), "Payload": .string(invocation.event)],
        stream: "Payload", timeout: invocation.timeout)
      let payload = answer["Payload"]?.string ?? ""
      return answer["FunctionError"] == nil ? .answered(payload) : .failed(payload)
    } catch {
      return .failed(
        type: error.code.map { "Lambda." + CommandLineTasks.className($0) }
          ?? "Lambda.SdkClientException",
        message: error.message)
    }
  }
}
