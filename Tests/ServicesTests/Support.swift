import ASL
import Engine
import Foundation
import JSON
import Synchronization

@testable import Services

/// A folder of its own for a test, removed at the end.
final class Folder: Sendable {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = NSTemporaryDirectory() + "treadle-services-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
  }

  func write(_ name: String, _ text: String) throws {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A task's request as the interpreter makes it.
func request(
  _ arn: String, _ arguments: Value, state: String = "Call", scope: String = "",
  machine: String = "machine"
) -> TaskRequest {
  TaskRequest(
    id: TaskID(number: 1),
    execution: Identity(
      arn: "arn:aws:states:us-east-1:123456789012:execution:\(machine):run", name: "run",
      stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:\(machine)",
      stateMachineName: machine, roleArn: "arn:aws:iam::123456789012:role/role", type: .standard),
    state: state, scope: scope, resource: resource(arn), arguments: Payload(arguments),
    retryCount: 0, taskToken: nil, timeoutSeconds: nil, heartbeatSeconds: nil, roleArn: nil,
    time: Timestamp(milliseconds: 0))
}

/// `sqs:sendMessage`, `aws-sdk:s3:getObject`, or an ARN.
func resource(_ text: String) -> Resource {
  if text.hasPrefix("arn:aws:lambda:") { return Resource(arn: text, kind: .lambdaFunction) }
  var action = text
  var pattern = Resource.Pattern.response
  for candidate in [Resource.Pattern.waitForTaskToken, .sync2, .sync]
  where action.hasSuffix(candidate.rawValue) {
    action.removeLast(candidate.rawValue.count)
    pattern = candidate
    break
  }
  let colon = action.lastIndex(of: ":") ?? action.startIndex
  return Resource(
    arn: "arn:aws:states:::" + text,
    kind: .service(
      service: String(action[..<colon]), action: String(action[action.index(after: colon)...]),
      pattern: pattern))
}

/// Answers as one line: `= output`, `! error: cause`, `> submitted`, `? error: cause`.
func line(_ answer: TaskAnswer) -> String {
  switch answer {
  case .succeeded(let payload): "= \(payload.text)"
  case .submitted(let payload): "> \(payload.text)"
  case .failed(let failure): "! \(failure.error ?? "null"): \(failure.cause ?? "null")"
  case .unavailable(let failure, _): "? \(failure.error ?? "null"): \(failure.cause ?? "null")"
  }
}

/// Collects what calls report meanwhile.
final class Reports: Sendable {
  private let lines = Mutex<[String]>([])
  private let payloads = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }
  var submitted: [String] { payloads.withLock { $0 } }

  func take(_ progress: TaskProgress) {
    switch progress {
    case .output(let line, let isError):
      lines.withLock { $0.append((isError ? "err " : "out ") + line) }
    case .submitted(let payload): payloads.withLock { $0.append(payload.text) }
    }
  }
}
