/// `swift run -c release Benchmarks [SUBJECT…]`: measures, a subject a file. Without a subject: all.
let subjects: [(name: String, run: () throws -> Void)] = [
  ("json", benchmarkJSON), ("path", benchmarkPaths), ("transitions", benchmarkTransitions),
  ("definitions", benchmarkDefinitions), ("jsonata", benchmarkJSONata), ("layout", benchmarkLayout),
  ("history", benchmarkHistory), ("startup", benchmarkStartup),
]

let wanted = Set(CommandLine.arguments.dropFirst())
for unknown in wanted.subtracting(subjects.map(\.name)).sorted() {
  print("no subject '\(unknown)'; there are: \(subjects.map(\.name).joined(separator: ", "))")
}
for subject in subjects where wanted.isEmpty || wanted.contains(subject.name) {
  try subject.run()
}
