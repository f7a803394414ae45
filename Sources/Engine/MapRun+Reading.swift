import ASL
import History
import JSON

/// `ItemReader`: objects are asked for as `s3:getObject` and `s3:listObjectsV2`, and taken apart.
extension Execution {
  mutating func startReading(
    _ reader: ItemReader, _ sight: Sight, _ place: Int, _ sink: inout Sink
  ) {
    do throws(Failure) {
      let arguments =
        try reader.arguments.map { (template) throws(Failure) in
          try fill(template, sight)
        } ?? .emptyObject
      let config = reader.config
      let bucket = arguments["Bucket"]?.string ?? ""
      runs[place].reading.bucket = bucket
      runs[place].reading.isManifest = config.inputType == "MANIFEST" || config.manifestType != nil
      guard case .service(_, "listObjectsV2", _) = reader.resource.kind else {
        let key = arguments["Key"]?.string ?? ""
        runs[place].reading.source = "S3://\(bucket)/\(key)"
        return ask(reader.resource, arguments, place, &sink)
      }
      runs[place].reading.isListing = true
      runs[place].reading.source = "S3://\(bucket)"
      ask(reader.resource, arguments, place, &sink)
    } catch {
      var failure = error
      failure.origin = .told
      failRun(place, failure, &sink)
    }
  }

  /// Asks for an object or a list of them.
  private mutating func ask(
    _ resource: Resource, _ arguments: Value, _ place: Int, _ sink: inout Sink
  ) {
    let request = request(resource, arguments, place)
    runs[place].reading.task = request.id
    sink.effects.append(.perform(request))
  }

  /// A call in the name of the run itself (slot -1).
  mutating func request(_ resource: Resource, _ arguments: Value, _ place: Int) -> TaskRequest {
    let id = TaskID(number: nextNumber)
    nextNumber += 1
    tasks[id.number] = .child(run: place, slot: -1)
    let f = runs[place].frame
    return TaskRequest(
      id: id, execution: identity, state: live[f].state?.name ?? "", scope: live[f].path,
      resource: resource, arguments: Payload(arguments), retryCount: live[f].retryCount,
      taskToken: nil, timeoutSeconds: nil, heartbeatSeconds: nil, roleArn: nil, time: now)
  }

  /// The answer to a reader's or writer's call; dealt with in the Map's next turn.
  mutating func receiveOwn(_ stimulus: Stimulus, _ place: Int) {
    let f = runs[place].frame
    guard f >= 0 else { return }
    switch stimulus {
    case .taskSucceeded(let id, let output):
      guard tasks.removeValue(forKey: id.number) != nil else { return }
      runs[place].answer = .success(output)
    case .taskFailed(let id, let failure):
      guard tasks.removeValue(forKey: id.number) != nil else { return }
      runs[place].answer = .failure(failure)
    default: return
    }
    wakeRun(place)
  }

  /// Takes up the answer to the run's own call.
  mutating func takeAnswer(
    _ answer: Result<Payload, TaskFailure>, _ place: Int, _ sink: inout Sink
  ) {
    runs[place].answer = nil
    let f = runs[place].frame
    guard f >= 0, case .map(let map)? = live[f].state?.type else { return }
    if runs[place].writing.task != nil {
      runs[place].writing.task = nil
      return written(answer, map, place, &sink)
    }
    runs[place].reading.task = nil
    guard let reader = map.reader else { return }
    do throws(Failure) {
      switch answer {
      case .failure(let failure):
        throw .itemReader(failure.cause ?? failure.error ?? "")
      case .success(let output):
        runs[place].reading.keep(output.text)
        try take(output.value, reader, place, &sink)
      }
    } catch {
      failRun(place, error, &sink)
    }
  }

  private mutating func take(
    _ output: Value, _ reader: ItemReader, _ place: Int, _ sink: inout Sink
  ) throws(Failure) {
    if runs[place].reading.isListing {
      try takeList(output, reader, place, &sink)
    } else if runs[place].reading.isManifest {
      runs[place].reading.isManifest = false
      runs[place].reading.objects = try manifest(body(output), reader, place).reversed()
      try nextObject(reader, place, &sink)
    } else {
      var config = reader.config
      if let columns = runs[place].reading.columns {
        config.csvHeaderLocation = "GIVEN"
        config.csvHeaders = columns
      }
      runs[place].reading.items += try ItemText.items(of: body(output), config)
      try nextObject(reader, place, &sink)
    }
  }

  private mutating func takeList(
    _ output: Value, _ reader: ItemReader, _ place: Int, _ sink: inout Sink
  ) throws(Failure) {
    let found = output["Contents"]?.array ?? []
    let flattens = reader.config.transformation == "LOAD_AND_FLATTEN"
    let bucket = runs[place].reading.bucket
    if flattens {
      let objects = found.compactMap { $0["Key"]?.string }.map { (bucket: bucket, key: $0) }
      runs[place].reading.objects = objects.reversed() + runs[place].reading.objects
    } else {
      runs[place].reading.items += Frame.Item.all(found)
    }
    if let token = output["NextContinuationToken"]?.string {
      let sight = Sight(frame: runs[place].frame, input: runs[place].input)
      var arguments =
        try reader.arguments.map { (template) throws(Failure) in
          try fill(template, sight)
        }?.object ?? Object()
      arguments["ContinuationToken"] = .string(token)
      return ask(reader.resource, .object(arguments), place, &sink)
    }
    runs[place].reading.isListing = false
    try nextObject(reader, place, &sink)
  }

  private func body(_ output: Value) throws(Failure) -> String {
    guard let body = output["Body"] else { throw .itemReader("The object has no body.") }
    return body.string ?? body.text
  }

  /// The objects that a manifest names.
  private mutating func manifest(_ text: String, _ reader: ItemReader, _ place: Int) throws(Failure)
    -> [(bucket: String, key: String)]
  {
    if reader.config.manifestType == "ATHENA_DATA" {
      return text.split(whereSeparator: \.isNewline).compactMap { line in
        guard line.hasPrefix("s3://") else { return nil }
        let parts = line.dropFirst(5).split(separator: "/", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
      }
    }
    guard let manifest = try? Value(parsing: text), let files = manifest["files"]?.array else {
      throw .itemReader("The manifest is not valid.")
    }
    if let format = manifest["fileFormat"]?.string, format != "CSV" {
      throw .itemReader("The inventory has the format \(format), which is not read here: CSV is.")
    }
    // The files of an inventory have no row of names.
    runs[place].reading.columns = manifest["fileSchema"]?.string.map { schema in
      schema.split(separator: ",").map { String($0.filter { $0 != " " }) }
    }
    let bucket = manifest["destinationBucket"]?.string ?? runs[place].reading.bucket
    let name = bucket.split(separator: ":").last.map(String.init) ?? bucket
    return files.compactMap { $0["key"]?.string }.map { (name, $0) }
  }

  private mutating func nextObject(_ reader: ItemReader, _ place: Int, _ sink: inout Sink)
    throws(Failure)
  {
    if let object = runs[place].reading.objects.popLast() {
      return ask(
        .getObject, ["Bucket": .string(object.bucket), "Key": .string(object.key)], place, &sink)
    }
    let source = runs[place].reading.source
    var items = runs[place].reading.items
    for index in items.indices {
      items[index].index = index
      items[index].source = source
    }
    runs[place].reading.items = []
    announce(place, &sink)
    fillRun(items, place, &sink)
  }
}

extension Resource {
  fileprivate static let getObject = Resource(
    arn: "arn:aws:states:::s3:getObject",
    kind: .service(service: "s3", action: "getObject", pattern: .response))
}
