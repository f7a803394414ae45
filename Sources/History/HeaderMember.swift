import CCrypto

/// What an execution's first line tells of it: `"treadle":{"execution":{…}}`.
///
/// The definition's text stands only in the first line of a segment that needs it; the others name
/// it by its digest.
struct HeaderMember {
  var header: ExecutionHeader
  /// SHA-256 of the definition, in hexadecimal.
  var definitionDigest: String
  /// Whether `header.definition` is, or is to be, in the line.
  var hasDefinition: Bool

  func write(into buffer: inout ByteBuffer) {
    var members = Members()
    buffer.append("{")
    members.text("name", header.name, into: &buffer)
    members.text("stateMachineArn", header.stateMachineArn, into: &buffer)
    members.text("stateMachineName", header.stateMachineName, into: &buffer)
    members.text("stateMachineVersionArn", header.stateMachineVersionArn, into: &buffer)
    members.text("stateMachineAliasArn", header.stateMachineAliasArn, into: &buffer)
    members.text("roleArn", header.roleArn, into: &buffer)
    members.text("stateMachineType", header.type, into: &buffer)
    members.text("region", header.region, into: &buffer)
    members.text("account", header.account, into: &buffer)
    members.text("seed", String(header.seed), into: &buffer)
    members.text("mapRunArn", header.mapRunArn, into: &buffer)
    members.text("parentArn", header.parentArn, into: &buffer)
    members.text("forkOf", header.forkOf, into: &buffer)
    members.text("forkEventId", header.forkEventId.map { String($0) }, into: &buffer)
    members.text("traceHeader", header.traceHeader, into: &buffer)
    if header.virtualClock { members.text("clock", "virtual", into: &buffer) }
    members.text("definitionFile", header.definitionFile, into: &buffer)
    members.text("definitionSha256", definitionDigest, into: &buffer)
    if hasDefinition { members.text("definition", header.definition, into: &buffer) }
    buffer.append("}")
  }

  /// SHA-256 in hexadecimal.
  static func digest(of definition: String) -> String {
    var digest = [UInt8](repeating: 0, count: 64)
    var definition = definition
    let length = definition.withUTF8 { text in
      cc_digest("SHA256", text.baseAddress, text.count, &digest)
    }
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.prefix(length).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

private enum HeaderName: Sendable {
  case name, machineArn, machineName, version, alias, roleArn, type, region, account, seed
  case mapRunArn, parentArn, forkOf, forkEventId, traceHeader, clock, file, digest, definition
}

private let headerNames = NameTable<HeaderName>([
  ("name", .name), ("stateMachineArn", .machineArn), ("stateMachineName", .machineName),
  ("stateMachineVersionArn", .version), ("stateMachineAliasArn", .alias), ("roleArn", .roleArn),
  ("stateMachineType", .type), ("region", .region), ("account", .account), ("seed", .seed),
  ("mapRunArn", .mapRunArn), ("parentArn", .parentArn), ("forkOf", .forkOf),
  ("forkEventId", .forkEventId), ("traceHeader", .traceHeader), ("clock", .clock),
  ("definitionFile", .file), ("definitionSha256", .digest), ("definition", .definition),
])

extension HeaderMember {
  /// Reads the member at the scanner's place. The ARN is not in it: the line has it.
  init(parsing bytes: Span<UInt8>, _ scanner: inout LineScanner) throws(LineError) {
    var read = HeaderMember(
      header: ExecutionHeader(
        arn: "", name: "", stateMachineArn: "", stateMachineName: "", roleArn: "", type: "STANDARD",
        definition: ""), definitionDigest: "", hasDefinition: false)
    var isFirst = true
    while let name = try scanner.member(bytes, isFirst: &isFirst) {
      guard let known = headerNames[name] else {
        try scanner.skipValue(bytes)
        continue
      }
      try read.set(known, to: scanner.optionalString(bytes))
    }
    self = read
  }

  private mutating func set(_ name: HeaderName, to text: String?) {
    switch name {
    case .name: header.name = text ?? ""
    case .machineArn: header.stateMachineArn = text ?? ""
    case .machineName: header.stateMachineName = text ?? ""
    case .version: header.stateMachineVersionArn = text
    case .alias: header.stateMachineAliasArn = text
    case .roleArn: header.roleArn = text ?? ""
    case .type: header.type = text ?? "STANDARD"
    case .region: header.region = text ?? ""
    case .account: header.account = text ?? ""
    case .seed: header.seed = text.flatMap { UInt64($0) } ?? 0
    case .mapRunArn: header.mapRunArn = text
    case .parentArn: header.parentArn = text
    case .forkOf: header.forkOf = text
    case .forkEventId: header.forkEventId = text.flatMap { Int($0) }
    case .traceHeader: header.traceHeader = text
    case .clock: header.virtualClock = text == "virtual"
    case .file: header.definitionFile = text
    case .digest: definitionDigest = text ?? ""
    case .definition:
      header.definition = text ?? ""
      hasDefinition = text != nil
    }
  }
}
