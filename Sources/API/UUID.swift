import Engine

/// Random UUIDs (version 4) as text.
enum UUID {
  static func random() -> String {
    var generator = Randomness(seed: .random(in: .min ... .max))
    return generator.uuid()
  }
}
