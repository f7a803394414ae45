import ASL
import History
import JSON

/// The end of a Map Run: `ResultWriter`, and the Map's result.
extension Execution {
  /// All children have ended, and not too many have failed.
  mutating func endRun(_ place: Int, _ sink: inout Sink) {
    let f = runs[place].frame
    guard f >= 0, case .map(let map)? = live[f].state?.type else { return }
    runs[place].putDown()
    guard let writer = map.writer, let resource = writer.resource, !runs[place].writing.isDone
    else { return succeedRun(map, place, &sink) }
    if runs[place].writing.bucket.isEmpty {
      do throws(Failure) {
        try prepareFiles(writer, place)
      } catch {
        return failRun(place, error, &sink)
      }
    }
    guard let file = runs[place].writing.files.popLast() else {
      runs[place].writing.isDone = true
      return
    }
    let request = request(
      resource,
      [
        "Bucket": .string(runs[place].writing.bucket), "Key": .string(file.key),
        "Body": .string(file.body),
      ], place)
    runs[place].writing.task = request.id
    sink.effects.append(.perform(request))
    block(f)
  }

  mutating func written(
    _ answer: Result<Payload, TaskFailure>, _ map: MapState, _ place: Int, _ sink: inout Sink
  ) {
    guard case .failure(let failure) = answer else { return }
    failRun(
      place,
      Failure(
        origin: .told, error: ErrorName.resultWriter, cause: failure.cause ?? failure.error), &sink)
  }

  private mutating func succeedRun(_ map: MapState, _ place: Int, _ sink: inout Sink) {
    let f = runs[place].frame
    runs[place].status = .succeeded
    runs[place].stopTime = now
    chain(.mapRunSucceeded, of: f, &sink)
    if map.writer?.resource != nil {
      live[f].result = Datum([
        "MapRunArn": .string(runs[place].arn),
        "ResultWriterDetails": [
          "Bucket": .string(runs[place].writing.bucket),
          "Key": .string(runs[place].writing.manifest),
        ],
      ])
    } else {
      live[f].result = results(map.writer, place)
    }
    runs[place].children = [:]
    live[f].phase = .joined
  }

  private func results(_ writer: ResultWriter?, _ place: Int) -> Datum {
    if let writer, writer.transformation == "NONE" {
      return Datum(.array(runs[place].outcomes.indices.compactMap { entry(writer, $0, place) }))
    }
    let outputs = runs[place].outputs.compactMap { $0 }
    guard writer?.transformation == "FLATTEN" else { return Datum(array: outputs) }
    return Datum(.array(outputs.flatMap { $0.value.array ?? [$0.value] }))
  }

  /// `MapStateSucceeded`, once the run has ended.
  mutating func runJoined(_ state: State, _ map: MapState, _ f: Int, _ sink: inout Sink) {
    let last = live[f].chain
    record(.mapStateSucceeded, after: last, of: f, &sink)
    releaseRun(f)
    live[f].phase = .leaving
    if var result = live[f].result, !result.isWithinBound() {
      fail(.tooLarge(state.name), f, &sink)
    }
  }

  // MARK: Files

  private mutating func prepareFiles(_ writer: ResultWriter, _ place: Int) throws(Failure) {
    let sight = Sight(frame: runs[place].frame, input: runs[place].input)
    let arguments =
      try writer.arguments.map { (template) throws(Failure) in
        try fill(template, sight)
      } ?? .emptyObject
    let prefix = arguments["Prefix"]?.string.map { $0.isEmpty || $0.hasSuffix("/") ? $0 : "\($0)/" }
    let folder = "\(prefix ?? "")\(runs[place].uuid)"
    runs[place].writing.bucket = arguments["Bucket"]?.string ?? ""
    runs[place].writing.manifest = "\(folder)/manifest.json"
    var files: [(key: String, body: String)] = []
    var listed = Object()
    for (name, outcomes) in [
      ("FAILED", [MapRun.Outcome.failed, .timedOut, .aborted]), ("PENDING", [.pending]),
      ("SUCCEEDED", [.succeeded]),
    ] {
      let entries = runs[place].outcomes.indices.filter {
        outcomes.contains(runs[place].outcomes[$0])
      }.compactMap { entry(writer, $0, place) }
      guard !entries.isEmpty else {
        listed[name] = []
        continue
      }
      let isLines = writer.outputType == "JSONL"
      let body =
        isLines ? entries.map { $0.text + "\n" }.joined() : Value.array(flat(entries, writer)).text
      let key = "\(folder)/\(name)_0.\(isLines ? "jsonl" : "json")"
      files.append((key, body))
      listed[name] = [["Key": .string(key), "Size": .int(body.utf8.count)]]
    }
    let manifest: Value = [
      "DestinationBucket": .string(runs[place].writing.bucket),
      "MapRunArn": .string(runs[place].arn), "ResultFiles": .object(listed),
    ]
    files.append((runs[place].writing.manifest, manifest.text))
    runs[place].writing.files = files.reversed()
  }

  private func flat(_ entries: [Value], _ writer: ResultWriter) -> [Value] {
    writer.transformation == "FLATTEN" ? entries.flatMap { $0.array ?? [$0] } : entries
  }

  /// What a result file tells of one child.
  private func entry(_ writer: ResultWriter, _ slot: Int, _ place: Int) -> Value? {
    guard let child = runs[place].children[slot] else {
      return ["Input": .string(runs[place].inputs[slot].payload.text), "Status": "PENDING"]
    }
    if child.status == .succeeded, let transformation = writer.transformation,
      transformation != "NONE"
    {
      return child.output?.value
    }
    var entry: Object = [
      "ExecutionArn": .string(child.identity.arn), "Input": .string(child.input.text),
      "InputDetails": ["Included": true], "Name": .string(child.identity.name),
    ]
    if let output = child.output {
      entry["Output"] = .string(output.text)
      entry["OutputDetails"] = ["Included": true]
    }
    entry["Error"] = child.error.map(Value.string)
    entry["Cause"] = child.cause.map(Value.string)
    entry["RedriveCount"] = .int(child.redriveCount)
    let isRedrivable = child.status != .succeeded
    entry["RedriveStatus"] = isRedrivable ? "REDRIVABLE_BY_MAP_RUN" : "NOT_REDRIVABLE"
    if !isRedrivable {
      entry["RedriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven"
    }
    entry["StartDate"] = .string(child.startTime.text())
    entry["StateMachineArn"] = .string(child.identity.stateMachineArn)
    entry["Status"] = .string(child.status.rawValue)
    entry["StopDate"] = child.stopTime.map { .string($0.text()) }
    return .object(entry)
  }
}
