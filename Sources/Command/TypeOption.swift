import ArgumentParser
import Engine

/// `--type standard|express`
struct TypeOption: ParsableArguments {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case standard
    case express

    var workflow: WorkflowType { self == .express ? .express : .standard }
  }

  @Option(name: .customLong("type"), help: "standard or express; treadle.yaml's where not given.")
  var type: Kind?
}
