/// What AWS calls its services and their parts: in error names (`Rekognition`), in addresses, in the
/// AWS CLI, and in Java's SDK, whose names Step Functions shows.
enum ServiceNames {
  /// A line of ``serviceNameTable``.
  private struct Row: Sendable {
    var prefix: Substring
    var cli: Substring
    var maps: [Substring: MapMember] = [:]
    /// Operation to the member with the bytes.
    var streams: [Substring: Substring] = [:]
  }

  private static let rows: [Substring: Row] = Dictionary(
    serviceNameTable.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ")
      guard parts.count >= 3 else { return nil }
      var row = Row(prefix: parts[1], cli: parts[2])
      for part in parts[3...] {
        if let sign = part.firstIndex(of: "=") {
          row.streams[part[..<sign]] = part[part.index(after: sign)...]
        } else {
          let isList = part.contains("[]")
          let levels = part.split(separator: "*").dropFirst().first.flatMap { Int($0) } ?? 1
          let name = part.prefix { $0 != "[" && $0 != "*" }
          row.maps[name] = MapMember(isList: isList, levels: levels)
        }
      }
      return (parts[0], row)
    }, uniquingKeysWith: { first, _ in first })

  private static let rowsByCommand: [Substring: Row] = Dictionary(
    rows.values.map { ($0.cli, $0) }, uniquingKeysWith: { first, _ in first })

  /// A resource's service without `aws-sdk:`; `nil` for an optimized integration.
  static func sdkName(_ service: String) -> String? {
    service.hasPrefix("aws-sdk:") ? String(service.dropFirst(8)) : nil
  }

  /// The prefix of errors: `DynamoDb`, `Rekognition`, `CloudWatchLogs`.
  static func prefix(_ service: String) -> String {
    if let name = sdkName(service) {
      return rows[name[...]].map { String($0.prefix) } ?? capitalised(name)
    }
    return optimized[service] ?? capitalised(service)
  }

  /// `lambda` → `Lambda`
  static func capitalised(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }

  private static let optimized = [
    "dynamodb": "DynamoDB", "sqs": "SQS", "sns": "SNS", "events": "EventBridge", "ecs": "ECS",
    "eks": "EKS", "batch": "Batch", "glue": "Glue", "sagemaker": "SageMaker", "athena": "Athena",
    "codebuild": "CodeBuild", "elasticmapreduce": "ElasticMapReduce", "bedrock": "Bedrock",
    "states": "StepFunctions", "lambda": "Lambda", "databrew": "DataBrew",
    "mediaconvert": "MediaConvert", "emr-containers": "EMRContainers",
    "emr-serverless": "EMRServerless", "apigateway": "ApiGateway", "http": "States.Http",
  ]

  // MARK: The AWS CLI

  /// The service as the AWS CLI calls it; most have the name of the resource.
  static func cli(_ service: String, _ action: String) -> String {
    if let name = sdkName(service) {
      return rows[name[...]].map { String($0.cli) } ?? name
    }
    switch (service, action) {
    case ("states", _): return "stepfunctions"
    case ("elasticmapreduce", _): return "emr"
    case ("bedrock", "invokeModel"): return "bedrock-runtime"
    case ("s3", _): return "s3api"
    default: return service
    }
  }

  /// A member that is a map, a list of maps or a map of maps.
  struct MapMember: Sendable {
    var isList: Bool
    /// How many maps stand in each other.
    var levels: Int
  }

  /// Members of a service's answers that are maps: the names in them are data.
  static func maps(ofCommand cli: String) -> [Substring: MapMember] {
    rowsByCommand[cli[...]]?.maps ?? [:]
  }

  /// The member that holds the bytes of an operation that answers bytes.
  static func stream(_ cli: String, _ action: String) -> String? {
    rowsByCommand[cli[...]]?.streams[capitalised(action)[...]].map(String.init)
  }

  /// `describeDBClusters` → `describe-db-clusters`, as the AWS CLI writes operations and parameters.
  static func command(_ name: String) -> String {
    if let special = specialCommands[capitalised(name)] { return special }
    let letters = Array(name)
    var command = ""
    for (place, letter) in letters.enumerated() {
      let afterLower = place > 0 && !letters[place - 1].isUppercase
      // The plural of an acronym is one word: `ByVPCs` is `by-vpcs`.
      let isPlural = place + 2 == letters.count && letters[place + 1] == "s"
      let beforeLower =
        place > 0 && place + 1 < letters.count && letters[place - 1].isUppercase
        && letters[place + 1].isLowercase && !isPlural
      if letter.isUppercase, place > 0, afterLower || beforeLower { command += "-" }
      command += letter.lowercased()
    }
    return command
  }

  private static let specialCommands = [
    "CreateCachediSCSIVolume": "create-cached-iscsi-volume",
    "CreateStorediSCSIVolume": "create-stored-iscsi-volume",
    "DescribeCachediSCSIVolumes": "describe-cached-iscsi-volumes",
    "DescribeStorediSCSIVolumes": "describe-stored-iscsi-volumes",
  ]

  // MARK: Members

  /// A member's name as Java's SDK has it, and with it an `aws-sdk` integration: an acronym at its
  /// start is a word, `DBInstanceARN` → `DbInstanceARN`, `BOOL` → `Bool`, `ETag` → `ETag`.
  static func sdkMember(_ name: String) -> String {
    var letters = Array(name)
    guard letters.count > 1, letters[0].isUppercase else { return capitalised(name) }
    var place = 1
    while place < letters.count, letters[place].isUppercase {
      if place + 1 < letters.count, letters[place + 1].isLowercase { break }
      letters[place] = Character(letters[place].lowercased())
      place += 1
    }
    return String(letters)
  }

  /// A name of a class of Java's SDK: every acronym is a word, `DBInstanceNotFound` →
  /// `DbInstanceNotFound`.
  static func sdkClass(_ name: String) -> String {
    var words: [[Character]] = []
    let letters = Array(name)
    for (place, letter) in letters.enumerated() {
      guard letter.isLetter || letter.isNumber else {
        words.append([])
        continue
      }
      if words.isEmpty || startsWord(letters, place) { words.append([]) }
      words[words.count - 1].append(letter)
    }
    return words.filter { !$0.isEmpty }.map { word in
      capitalised(String(word).lowercased())
    }.joined()
  }

  /// Where Java's SDK parts a name: `Db|Cluster`, `DB|Cluster`, `s3|Key`.
  private static func startsWord(_ letters: [Character], _ place: Int) -> Bool {
    guard place > 0 else { return false }
    let (before, letter) = (letters[place - 1], letters[place])
    let after = place + 1 < letters.count ? letters[place + 1] : nil
    if before.isNumber { return letter.isLetter }
    guard letter.isUppercase, before.isLetter else { return false }
    if before.isLowercase { return after.map { $0.isLetter || $0.isNumber } ?? false }
    return after?.isLowercase ?? false
  }
}
