import JSON

/// A function that an expression wrote, with the variables it took along.
final class Closure {
  let lambda: Int
  let captures: [Cell]
  let context: Item

  init(lambda: Int, captures: [Cell], context: Item) {
    self.lambda = lambda
    self.captures = captures
    self.context = context
  }
}

/// A function that an evaluation made.
enum Function {
  case closure(Closure)
  /// `$f(?, 1)`: the number of `$f` and the arguments; `nil` is still to come.
  case partial(Int, [Item?])
  /// `$f ~> $g`
  case chain(Int, Int)
  /// `| … | … |`; the closure's lambda is the number of the transform.
  case transform(Closure)
  /// The next match of a regular expression in a text, from a place on.
  case nextMatch(Int, [UInt16], Int)
}

/// A value with the variables that a path bound on the way to it.
struct Tuple {
  var item: Item
  var variables: [(place: Int32, item: Item)] = []

  mutating func set(_ place: Int32, _ item: Item) {
    for index in variables.indices where variables[index].place == place {
      variables[index].item = item
      return
    }
    variables.append((place, item))
  }
}

/// Random numbers that a seed determines (SplitMix64).
struct Randomness {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to, not including, 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }
}
