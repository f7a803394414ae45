import JSON

/// An error as AWS answers it: `{"__type": "InvalidArn", "message": "…"}`.
///
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html>
struct Fault: Error, Sendable, Hashable {
  /// The exception's name: `StateMachineDoesNotExist`.
  var code: String
  var message: String
  /// HTTP status: 400 but for faults of the server.
  var status = 400
  /// Members beyond code and message, where a service's error has some.
  var details = Object()

  var body: Value {
    var object: Object = ["__type": .string(code), "message": .string(message)]
    for (name, value) in details { object[name] = value }
    return .object(object)
  }
}

extension Fault {
  static func invalidArn(_ why: String) -> Fault {
    Fault(code: "InvalidArn", message: "Invalid Arn: '\(why)'")
  }

  static func invalidName(_ name: String) -> Fault {
    Fault(code: "InvalidName", message: "Invalid Name: '\(name)'")
  }

  static func invalidDefinition(_ message: String) -> Fault {
    Fault(
      code: "InvalidDefinition", message: "Invalid State Machine Definition: '\(message)'")
  }

  static func invalidInput(_ why: String) -> Fault {
    Fault(
      code: "InvalidExecutionInput", message: "Invalid State Machine Execution Input: '\(why)'")
  }

  static let invalidToken = Fault(code: "InvalidToken", message: "Invalid Token: 'Invalid token'")

  static func validation(_ message: String) -> Fault {
    Fault(code: "ValidationException", message: message)
  }

  static func machineDoesNotExist(_ arn: String) -> Fault {
    Fault(
      code: "StateMachineDoesNotExist", message: "State Machine Does Not Exist: '\(arn)'")
  }

  static func machineAlreadyExists(_ arn: String) -> Fault {
    Fault(
      code: "StateMachineAlreadyExists", message: "State Machine Already Exists: '\(arn)'")
  }

  static let typeNotSupported = Fault(
    code: "StateMachineTypeNotSupported",
    message: "This operation is not supported by this type of state machine")

  static func executionDoesNotExist(_ arn: String) -> Fault {
    Fault(code: "ExecutionDoesNotExist", message: "Execution Does Not Exist: '\(arn)'")
  }

  static func executionAlreadyExists(_ arn: String) -> Fault {
    Fault(code: "ExecutionAlreadyExists", message: "Execution Already Exists: '\(arn)'")
  }

  static func activityDoesNotExist(_ arn: String) -> Fault {
    Fault(code: "ActivityDoesNotExist", message: "Activity Does Not Exist: '\(arn)'")
  }

  static func resourceNotFound(_ arn: String) -> Fault {
    Fault(code: "ResourceNotFound", message: "Resource not found: '\(arn)'")
  }

  static let aliasNotFound = Fault(
    code: "ResourceNotFound", message: "Request references a resource that does not exist.")

  static func conflict(_ message: String) -> Fault {
    Fault(code: "ConflictException", message: message)
  }

  static func invalidLogging(_ why: String) -> Fault {
    Fault(
      code: "InvalidLoggingConfiguration", message: "Invalid Logging Configuration: \(why)")
  }
}
