import ASL
import Engine
import JSON

/// Calls of embedded services by tasks.
struct ServiceTasks {
  let services: EmbeddedServices

  /// A resource's service without `aws-sdk:`, and with the names that the SDK gives.
  static func embeddedName(_ service: String) -> String? {
    let name = service.hasPrefix("aws-sdk:") ? String(service.dropFirst(8)) : service
    let known = name == "eventbridge" ? "events" : name
    return EmbeddedServices.names.contains(known) ? known : nil
  }

  func perform(
    _ service: String, _ embedded: String, _ action: String, _ pattern: Resource.Pattern,
    _ request: TaskRequest
  ) async -> TaskAnswer {
    guard let family = ServiceFamily.all[embedded] else {
      return .failed(TaskFailure(error: "States.Runtime", cause: "no service \(service)"))
    }
    let isSDK = service.hasPrefix("aws-sdk:")
    let stage: TaskFailure.Stage = pattern == .response ? .run : .submit
    let operation = action.prefix(1).uppercased() + action.dropFirst()
    do throws(ServiceError) {
      guard let given = request.arguments.value.object else {
        throw .serialization(request.arguments.value)
      }
      let parameters = try prepared(given, embedded, operation)
      if embedded == "s3", operation == "GetObject", !isSDK {
        return .succeeded(Payload(.object(try services.unpackedObject(parameters))))
      }
      let result = try await services.callWaiting(
        service: embedded, operation: operation, parameters: parameters)
      if embedded == "events", operation == "PutEvents", !isSDK,
        result["FailedEntryCount"]?.int ?? 0 > 0
      {
        return .failed(
          TaskFailure(
            stage: stage, error: "EventBridge.FailedEntry",
            cause: Value.object(result.sorted).text))
      }
      // What a distributed Map reads and writes is no task's result.
      if embedded == "s3", !isSDK { return .succeeded(Payload(.object(Self.items(result)))) }
      let output = isSDK ? sdk(result, service) : optimized(result, embedded)
      let payload = Payload(.object(output))
      if payload.text.utf8.count > TaskResults.sizeLimit {
        return .failed(TaskResults.tooLarge(service))
      }
      return pattern == .waitForTaskToken ? .submitted(payload) : .succeeded(payload)
    } catch {
      if error.code == Self.unreachable {
        return .failed(
          TaskFailure(
            stage: stage,
            error: "\(isSDK ? family.sdk : family.optimized.prefix).SdkClientException",
            cause: error.message))
      }
      return .failed(
        isSDK
          ? family.sdkFailure(error, stage: stage) : family.optimizedFailure(error, stage: stage))
    }
  }

  private static let unreachable = "Unreachable"

  /// The arguments as the service wants them: text where an object stands for text, and an address
  /// that exists.
  private func prepared(
    _ given: Object, _ service: String, _ operation: String
  ) throws(ServiceError) -> Object {
    var parameters = given
    func makeText(_ member: String) {
      guard let value = parameters[member], value.string == nil, !value.isNull else { return }
      parameters[member] = .string(value.text)
    }
    switch (service, operation) {
    case ("dynamodb", _): parameters = Self.attributeTypes(.object(given)).object ?? given
    case ("sqs", _):
      makeText("MessageBody")
      if let address = parameters["QueueUrl"]?.string { try checkHost(address) }
    case ("sns", _):
      makeText("Message")
    case ("events", "PutEvents"):
      parameters["Entries"] = .array(
        (parameters["Entries"]?.array ?? []).map { entry in
          guard var entry = entry.object, let detail = entry["Detail"], detail.string == nil,
            !detail.isNull
          else { return entry }
          entry["Detail"] = .string(detail.text)
          return .object(entry)
        })
    default: break
    }
    return parameters
  }

  /// A queue's address must lead to SQS or to this machine; another host is not found.
  private func checkHost(_ address: String) throws(ServiceError) {
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    let host = rest.prefix { $0 != "/" && $0 != ":" }
    let isKnown =
      host.hasSuffix(".amazonaws.com") || host == "localhost" || host == "127.0.0.1"
      || host.hasSuffix(".localhost") || rest.split(separator: "/").count >= 3
    guard isKnown else {
      throw ServiceError(
        Self.unreachable, "Unable to execute HTTP request: \(host): Name or service not known")
    }
  }

  /// A list of objects as a distributed Map has its items: with an `Etag`, and seconds since 1970.
  private static func items(_ result: Object) -> Object {
    guard let contents = result["Contents"]?.array else { return result }
    var result = result
    result["Contents"] = .array(
      contents.map { object in
        guard let members = object.object else { return object }
        return .object(
          Object(
            members.map { name, value in
              switch name {
              case "ETag": return ("Etag", value)
              case "LastModified":
                let time = value.string.flatMap { Timestamp($0) }
                return (name, time.map { .int(Int($0.milliseconds / 1000)) } ?? value)
              default: return (name, value)
              }
            }))
      })
    return result
  }

  /// `aws-sdk` integrations name types of attributes as Java does, `Bool` and `Ss`; both are taken.
  private static func attributeTypes(_ value: Value) -> Value {
    switch value {
    case .array(let elements): return .array(elements.map(attributeTypes))
    case .object(let members):
      if members.count == 1, let name = members.names.first, let content = members[name] {
        switch (name, content) {
        case ("Bool", .bool): return .object(["BOOL": content])
        case ("Nul", .bool), ("Null", .bool): return .object(["NULL": content])
        case ("Ss", .array), ("Ns", .array), ("Bs", .array):
          return .object(Object([(name.uppercased(), content)]))
        default: break
        }
      }
      return .object(Object(members.map { ($0, attributeTypes($1)) }))
    default: return value
    }
  }

  /// An answer with the names of an `aws-sdk` integration.
  private func sdk(_ result: Object, _ service: String) -> Object {
    let maps = ServiceNames.maps(ofCommand: ServiceNames.cli(service, ""))
    return ServiceMembers.answer(.object(result), maps: maps, isSDK: true).object ?? result
  }

  private func optimized(_ result: Object, _ service: String) -> Object {
    let length = Value.object(result).text.utf8.count
    switch service {
    case "events": return result.sorted
    case "dynamodb":
      return SdkMetadata(
        style: .dynamoDB, contentLength: length, requestID: Identifiers.requestID()
      ).added(to: result)
    case "sqs":
      return SdkMetadata(
        style: .keepAlive(contentType: "application/x-amz-json-1.0"), contentLength: length
      ).added(to: result)
    case "sns":
      return SdkMetadata(style: .keepAlive(contentType: "text/xml"), contentLength: 294)
        .added(to: result)
    default:
      return SdkMetadata(
        style: .plain(contentType: "application/x-amz-json-1.1"), contentLength: length
      )
      .added(to: result)
    }
  }
}
