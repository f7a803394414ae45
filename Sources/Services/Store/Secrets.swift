import JSON

/// Secrets Manager and the parameters of Systems Manager, as far as workflows read them.
struct Secrets: Sendable {
  let store: Store
  let account: String
  let region: String

  static let parameters = "ssm"
  static let secrets = "secretsmanager"

  // MARK: SSM

  func parameters(_ operation: String, _ request: Object) throws(ServiceError) -> Object {
    switch operation {
    case "GetParameter":
      let name = try name(request, "Name")
      guard let parameter = try parameter(name) else {
        throw ServiceError("ParameterNotFound", "")
      }
      return ["Parameter": .object(parameter)]
    case "GetParameters":
      var found: [Value] = []
      var invalid: [Value] = []
      for name in request["Names"]?.array ?? [] {
        if let parameter = try parameter(name.string ?? "") {
          found.append(.object(parameter))
        } else {
          invalid.append(name)
        }
      }
      return ["InvalidParameters": .array(invalid), "Parameters": .array(found)]
    case "GetParametersByPath":
      let path = try name(request, "Path")
      let prefix = path.hasSuffix("/") ? path : path + "/"
      let isRecursive = Tables.flag(request["Recursive"]) ?? false
      let all = try store.read { transaction throws(ServiceError) in
        try transaction.objects(Self.parameters)
      }
      let found = all.filter { key, _ in
        let name = String(decoding: key, as: UTF8.self)
        return name.hasPrefix(prefix)
          && (isRecursive || !name.dropFirst(prefix.count).contains("/"))
      }
      return ["Parameters": .array(found.map { .object(told($0.key, $0.value)) })]
    case "PutParameter": return try putParameter(request)
    case "DeleteParameter":
      let name = try name(request, "Name")
      try store.write { transaction throws(ServiceError) in
        guard try transaction.object(Self.parameters, name) != nil else {
          throw ServiceError("ParameterNotFound", "")
        }
        try transaction.put(nil, Self.parameters, name)
      }
      return Object()
    default:
      throw ServiceError("UnknownOperationException", "\(operation) is not embedded in Treadle")
    }
  }

  private func name(_ request: Object, _ member: String) throws(ServiceError) -> String {
    guard let name = request[member]?.string, !name.isEmpty else {
      let first = member.prefix(1).lowercased() + member.dropFirst()
      throw .constraint(first, nil, "Member must not be null")
    }
    return name
  }

  private func parameter(_ name: String) throws(ServiceError) -> Object? {
    // An ARN ends with the name; `name:version` names a version, of which the last is kept.
    var name = name
    if name.hasPrefix("arn:"), let start = name.firstRange(of: ":parameter") {
      name = String(name[start.upperBound...])
    } else if let colon = name.lastIndex(of: ":") {
      name = String(name[..<colon])
    }
    return try store.read { transaction throws(ServiceError) in
      for candidate in [name, String(name.drop { $0 == "/" })] {
        if let record = try transaction.object(Self.parameters, candidate) {
          return told(Array(candidate.utf8), record)
        }
      }
      return nil
    }
  }

  private func told(_ key: [UInt8], _ record: Object) -> Object {
    let name = String(decoding: key, as: UTF8.self)
    let slash = name.hasPrefix("/") ? "" : "/"
    return [
      "ARN": .string("arn:aws:ssm:\(region):\(account):parameter\(slash)\(name)"),
      "DataType": "text",
      "LastModifiedDate": .string(
        Timestamp(milliseconds: Int64(record["modified"]?.int ?? 0)).text()),
      "Name": .string(name), "Type": record["type"] ?? "String", "Value": record["value"] ?? "",
      "Version": record["version"] ?? 1,
    ]
  }

  private func putParameter(_ request: Object) throws(ServiceError) -> Object {
    let name = try name(request, "Name")
    return try store.write { transaction throws(ServiceError) in
      let old = try transaction.object(Self.parameters, name)
      if old != nil, Tables.flag(request["Overwrite"]) != true {
        throw ServiceError(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the "
            + "request to true.")
      }
      let version = (old?["version"]?.int ?? 0) + 1
      try transaction.put(
        [
          "value": request["Value"] ?? "", "type": request["Type"] ?? "String",
          "version": .int(version), "modified": .int(Int(WallClock.milliseconds())),
        ], Self.parameters, name)
      return ["Tier": "Standard", "Version": .int(version)]
    }
  }

  // MARK: Secrets

  func secrets(_ operation: String, _ request: Object) throws(ServiceError) -> Object {
    switch operation {
    case "GetSecretValue":
      let (name, record) = try secret(request)
      return told(name, record, withValue: true)
    case "DescribeSecret":
      let (name, record) = try secret(request)
      return told(name, record, withValue: false)
    case "CreateSecret", "PutSecretValue", "UpdateSecret": return try putSecret(operation, request)
    case "DeleteSecret":
      let (name, record) = try secret(request)
      try store.write { transaction throws(ServiceError) in
        try transaction.put(nil, Self.secrets, name)
      }
      return told(name, record, withValue: false)
    case "ListSecrets":
      let all = try store.read { transaction throws(ServiceError) in
        try transaction.objects(Self.secrets)
      }
      return [
        "SecretList": .array(
          all.map {
            .object(told(String(decoding: $0.key, as: UTF8.self), $0.value, withValue: false))
          })
      ]
    default:
      throw ServiceError("UnknownOperationException", "\(operation) is not embedded in Treadle")
    }
  }

  private func secret(_ request: Object) throws(ServiceError) -> (String, Object) {
    var name = try name(request, "SecretId")
    return try store.read { transaction throws(ServiceError) in
      if name.hasPrefix("arn:") {
        name = name.split(separator: ":").dropFirst(6).joined(separator: ":")
        if try transaction.object(Self.secrets, name) == nil, name.utf8.count > 7 {
          name = String(name.dropLast(7))
        }
      }
      guard let record = try transaction.object(Self.secrets, name) else {
        throw ServiceError(
          "ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
      }
      return (name, record)
    }
  }

  private func arn(_ name: String) -> String {
    let suffix = Identifiers.md5(Array(name.utf8)).prefix(6)
    return "arn:aws:secretsmanager:\(region):\(account):secret:\(name)-\(suffix)"
  }

  private func told(_ name: String, _ record: Object, withValue: Bool) -> Object {
    let created = Value.string(
      Timestamp(milliseconds: Int64(record["created"]?.int ?? 0)).text())
    var told: Object = ["ARN": .string(arn(name)), "CreatedDate": created, "Name": .string(name)]
    guard withValue else { return told }
    told["SecretBinary"] = record["binary"]
    told["SecretString"] = record["value"]
    told["VersionId"] = record["version"]
    told["VersionStages"] = ["AWSCURRENT"]
    return told
  }

  private func putSecret(_ operation: String, _ request: Object) throws(ServiceError) -> Object {
    let isNew = operation == "CreateSecret"
    let name = isNew ? try name(request, "Name") : try secret(request).0
    return try store.write { transaction throws(ServiceError) in
      if isNew, try transaction.object(Self.secrets, name) != nil {
        throw ServiceError(
          "ResourceExistsException",
          "The operation failed because the secret \(name) already exists.")
      }
      let version = Value.string(Identifiers.uuid())
      var record: Object = [
        "created": .int(Int(WallClock.milliseconds())), "version": version,
      ]
      record["value"] = request["SecretString"]
      record["binary"] = request["SecretBinary"]
      try transaction.put(record, Self.secrets, name)
      return ["ARN": .string(arn(name)), "Name": .string(name), "VersionId": version]
    }
  }
}
