/// An instant in milliseconds since 1970-01-01T00:00:00Z.
///
/// The clock of executions: histories, waits and retries count in it.
public struct Timestamp: Sendable, Hashable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The instant `seconds` later, to the millisecond; the last or first there is where that is
  /// beyond them, the same where `seconds` is not a number.
  public func adding(seconds: Double) -> Timestamp {
    let delta = (seconds * 1000).rounded()
    guard !delta.isNaN else { return self }
    let step = Int64(exactly: delta) ?? (delta < 0 ? .min : .max)
    let (sum, overflow) = milliseconds.addingReportingOverflow(step)
    return Timestamp(milliseconds: overflow ? (step < 0 ? .min : .max) : sum)
  }
}
