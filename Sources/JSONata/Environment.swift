public import JSON

/// What bounds an evaluation. Past a bound it fails; it never runs away.
public struct Limits: Sendable, Hashable {
  /// The longest an evaluation may take.
  public var time: Duration?
  /// The deepest nesting of evaluation. The engine's own bound, which keeps any thread's stack
  /// whole, holds besides.
  public var depth: Int?
  /// The most one value may weigh, in bytes as AWS counts: 8 a number, 1 a character.
  public var memory: Int?

  public init(time: Duration? = nil, depth: Int? = nil, memory: Int? = nil) {
    self.time = time
    self.depth = depth
    self.memory = memory
  }

  /// AWS's: one second, 100 levels, 6,990,256 bytes.
  public static let stepFunctions = Limits(time: .seconds(1), depth: 100, memory: 6_990_256)
  /// What keeps a machine safe from an expression of unknown origin.
  public static let safe = Limits(time: .seconds(5), memory: 256 << 20)
  /// None but the engine's own bound on depth.
  public static let none = Limits()
}

/// What an evaluation knows of the world: it has no clock and no randomness of its own.
public struct Environment: Sendable, Hashable {
  /// The time `$now` and `$millis` tell.
  public var now: JSON.Timestamp
  /// Where the numbers of `$random`, `$shuffle` and `$uuid` begin.
  public var seed: UInt64
  public var limits: Limits

  public init(now: JSON.Timestamp, seed: UInt64, limits: Limits) {
    self.now = now
    self.seed = seed
    self.limits = limits
  }
}
