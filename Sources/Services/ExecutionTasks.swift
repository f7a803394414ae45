import ASL
import Engine
import JSON

/// Step Functions as tasks call it: `states:startExecution` with its patterns, and every action of
/// the API as `aws-sdk:sfn:`.
struct ExecutionTasks {
  let executions: any ExecutionService

  private static let family = ServiceFamily.all["sfn"]

  /// `states:startExecution[.sync|.sync:2|.waitForTaskToken]`
  func start(
    _ request: TaskRequest, _ pattern: Resource.Pattern,
    _ progress: @escaping @Sendable (TaskProgress) -> Void
  ) async -> TaskAnswer {
    let started: Object
    do throws(ServiceError) {
      started = try await executions.call(
        action: "StartExecution", parameters: try parameters(request.arguments.value),
        caller: request.execution)
    } catch {
      return .failed(failure(error, isSDK: false, pattern))
    }
    let metadata = SdkMetadata(
      style: .keepAlive(contentType: "application/x-amz-json-1.0"), contentLength: 161)
    let accepted = Payload(.object(metadata.added(to: answer(started, isSDK: false))))
    switch pattern {
    case .response: return .succeeded(accepted)
    case .waitForTaskToken: return .submitted(accepted)
    case .sync, .sync2:
      progress(.submitted(accepted))
      return await end(started["executionArn"]?.string ?? "", pattern)
    }
  }

  private func end(_ arn: String, _ pattern: Resource.Pattern) async -> TaskAnswer {
    do throws(ServiceError) {
      var told = answer(try await executions.end(ofExecution: arn), isSDK: false)
      // The recordings of this call have no redrive members; only one through other accounts, of
      // December 2024, has.
      for name in told.names
      where name.hasPrefix("Redrive") || name.hasPrefix("StateMachineVersion")
        || name.hasPrefix("StateMachineAlias") || name == "TraceHeader"
      {
        told[name] = nil
      }
      if pattern == .sync2 {
        for name in ["Input", "Output"] {
          if let text = told[name]?.string, let value = try? Value(parsing: text) {
            told[name] = value
          }
        }
      }
      let result = Payload(.object(told.sorted))
      guard told["Status"]?.string == "SUCCEEDED" else {
        return .failed(TaskFailure(error: "States.TaskFailed", cause: result.text))
      }
      return TaskResults.answer(result, name: "states")
    } catch {
      return .failed(failure(error, isSDK: false, .response))
    }
  }

  /// `aws-sdk:sfn:…`
  func call(
    _ action: String, _ request: TaskRequest, _ pattern: Resource.Pattern
  ) async -> TaskAnswer {
    let operation = action.prefix(1).uppercased() + action.dropFirst()
    do throws(ServiceError) {
      let result = try await executions.call(
        action: operation, parameters: try parameters(request.arguments.value),
        caller: request.execution)
      let payload = Payload(.object(answer(result, isSDK: true)))
      if payload.text.utf8.count > TaskResults.sizeLimit {
        return .failed(TaskResults.tooLarge("sfn"))
      }
      return pattern == .waitForTaskToken ? .submitted(payload) : .succeeded(payload)
    } catch {
      return .failed(failure(error, isSDK: true, pattern))
    }
  }

  private func failure(
    _ error: ServiceError, isSDK: Bool, _ pattern: Resource.Pattern
  ) -> TaskFailure {
    let stage: TaskFailure.Stage = pattern == .response ? .run : .submit
    guard let family = Self.family else {
      return TaskFailure(stage: stage, error: error.code, cause: error.message)
    }
    return isSDK
      ? family.sdkFailure(error, stage: stage) : family.optimizedFailure(error, stage: stage)
  }

  // MARK: Members

  /// `StateMachineArn` becomes `stateMachineArn`; where the API wants JSON text an object becomes it.
  private func parameters(_ arguments: Value) throws(ServiceError) -> Object {
    guard let given = arguments.object else { throw .serialization(arguments) }
    var parameters = Object()
    for (name, value) in given {
      let member = name.prefix(1).lowercased() + name.dropFirst()
      let isText = ["input", "output", "definition"].contains(member)
      parameters[member] =
        isText && value.string == nil && !value.isNull ? .string(value.text) : Self.lowered(value)
    }
    return parameters
  }

  private static func lowered(_ value: Value) -> Value {
    switch value {
    case .object(let members):
      .object(
        Object(members.map { ($0.prefix(1).lowercased() + $0.dropFirst(), lowered($1)) }))
    case .array(let elements): .array(elements.map(lowered))
    default: value
    }
  }

  /// `executionArn` becomes `ExecutionArn`, and seconds become what each generation writes.
  private func answer(_ result: Object, isSDK: Bool) -> Object {
    Object(
      result.map { name, value in
        let member = name.prefix(1).uppercased() + name.dropFirst()
        if name.hasSuffix("Date") || name == "timestamp", let seconds = value.double {
          let time = Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
          return (member, isSDK ? .string(time.text()) : .int(Int(time.milliseconds)))
        }
        return (member, raised(value, isSDK: isSDK))
      })
  }

  private func raised(_ value: Value, isSDK: Bool) -> Value {
    switch value {
    case .object(let members): .object(answer(members, isSDK: isSDK))
    case .array(let elements): .array(elements.map { raised($0, isSDK: isSDK) })
    default: value
    }
  }
}
