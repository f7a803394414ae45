import Foundation
import JSON
import Services
import Testing

/// What a distributed Map reads from buckets.
@Suite struct MapReadingTests {
  /// A machine that reads with `reader`, and gives the items.
  static func definition(_ reader: String, _ config: String) -> String {
    """
    {"StartAt": "Read", "States": {"Read": {"Type": "Map", "End": true,
      "ItemReader": {"Resource": "arn:aws:states:::s3:\(reader)",
        "Parameters": {"Bucket": "data", "Key.$": "$.key"}, "ReaderConfig": \(config)},
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}}}}}
    """
  }

  @Test func readsPackedAndListedObjects() async throws {
    let folder = NSTemporaryDirectory() + "treadle-reading-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var workspace = Workspace(folder: folder)
    for (name, reader, config) in [
      ("csv", "getObject", #"{"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}"#),
      (
        "pipes", "getObject",
        #"{"InputType": "CSV", "CSVDelimiter": "PIPE", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a", "b"]}"#
      ),
      ("json", "getObject", #"{"InputType": "JSON"}"#),
      ("jsonl", "getObject", #"{"InputType": "JSONL"}"#),
      ("inventory", "getObject", #"{"InputType": "MANIFEST", "ManifestType": "S3_INVENTORY"}"#),
      ("parquet", "getObject", #"{"InputType": "PARQUET"}"#),
    ] {
      let file = folder + "/\(name).asl.json"
      try Self.definition(reader, config).write(toFile: file, atomically: true, encoding: .utf8)
      workspace.stateMachines[name] = StateMachineConfiguration(name: name, definition: file)
    }
    try """
    {"StartAt": "Read", "States": {"Read": {"Type": "Map", "End": true,
      "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2",
        "Parameters": {"Bucket": "data", "Prefix": "jsonl"}},
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}}}}}
    """.write(toFile: folder + "/list.asl.json", atomically: true, encoding: .utf8)
    workspace.stateMachines["list"] = StateMachineConfiguration(
      name: "list", definition: folder + "/list.asl.json")
    let scene = try Scene(workspace)
    _ = try scene.call("s3", "CreateBucket", ["Bucket": "data"])
    let bucket = scene.folder + "/services/s3/data"
    func put(_ name: String, _ text: String, packed: Bool = false) throws {
      let file = bucket + "/" + name
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      if packed { try Self.pack(file) }
    }
    try put("plain.csv", "a,b\n\"x, \"\"y\"\"\",1\n'z',\n")
    try put("packed.csv", "a,b\nx,1\n", packed: true)
    try put("pipes.csv", "x|\"1|2\"\ny|3\n")
    try put("packed.json", #"[{"n":1},2]"#, packed: true)
    try put("jsonl", "{\"n\":1}\n\n[2]\n", packed: true)
    try put("part-1.csv", "\"data\",\"k 1\",\"5\"\n", packed: true)
    try put("part-2.csv", "\"data\",\"k2\",\"6\"\n", packed: true)
    try put(
      "manifest.json",
      #"{"fileFormat":"CSV","fileSchema":"Bucket, Key, Size","destinationBucket":"arn:aws:s3:::data","files":[{"key":"part-1.csv.gz"},{"key":"part-2.csv.gz"}]}"#
    )
    try put("orc.json", #"{"fileFormat":"ORC","fileSchema":"x","files":[]}"#)
    try Data([0x1F, 0x8B, 8, 0, 1, 2]).write(to: URL(fileURLWithPath: bucket + "/broken"))
    try put("zstd", "x")
    try Data([0x28, 0xB5, 0x2F, 0xFD, 0]).write(to: URL(fileURLWithPath: bucket + "/zstd"))
    try put("table", "PAR1xxxxPAR1")
    for (machine, key, expected) in [
      ("csv", "plain.csv", #"[{"a":"x, \"y\"","b":"1"},{"a":"'z'","b":""}]"#),
      ("csv", "packed.csv.gz", #"[{"a":"x","b":"1"}]"#),
      ("pipes", "pipes.csv", #"[{"a":"x","b":"1|2"},{"a":"y","b":"3"}]"#),
      ("json", "packed.json.gz", #"[{"n":1},2]"#),
      ("jsonl", "jsonl.gz", #"[{"n":1},[2]]"#),
      (
        "inventory", "manifest.json",
        #"[{"Bucket":"data","Key":"k 1","Size":"5"},{"Bucket":"data","Key":"k2","Size":"6"}]"#
      ),
      ("inventory", "orc.json", "The inventory has the format ORC, which is not read here"),
      ("csv", "broken", "broken begins as gzip does, but it is damaged"),
      ("csv", "zstd", "zstd is packed with zstd, which is not read here"),
      ("parquet", "table", "table is Parquet, which is not read here"),
      ("csv", "none", "The specified key does not exist."),
    ] {
      let run = try await scene.run(machine, ["key": .string(key)])
      let told = run.output?.text ?? "\(run.error ?? ""): \(run.cause ?? "")"
      #expect(told.contains(expected), "\(machine) \(key): \(told)")
    }
    let listed = try await scene.run("list", [:]).output?.array?.first
    #expect(listed?["Key"] == "jsonl.gz" && listed?["Etag"]?.string?.count == 34)
    #expect(listed?["LastModified"]?.int ?? 0 > 1_700_000_000)
    await scene.shutDown()
  }

  private static func pack(_ file: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", file]
    try process.run()
    process.waitUntilExit()
  }
}
