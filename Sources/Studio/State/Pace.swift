import JSON

/// The real clock for a run whose waits take their time.
struct Pace: Sendable {
  /// A moment of the run's clock, and when it was.
  private var run: Timestamp
  private var real: Timestamp
  /// The moment of the run's clock that is waited for.
  var due: Timestamp?

  init(run: Timestamp, real: Timestamp) {
    self.run = run
    self.real = real
  }

  /// Goes on after a pause, which does not count.
  mutating func resume(run: Timestamp, real: Timestamp) { self = Pace(run: run, real: real) }

  /// What the run's clock says.
  func time(at now: Timestamp) -> Timestamp {
    Timestamp(milliseconds: run.milliseconds + max(0, now.milliseconds - real.milliseconds))
  }

  /// How many milliseconds of the wait are left; `nil` where nothing is waited for.
  func remaining(at now: Timestamp) -> Int64? {
    due.map { max(0, $0.milliseconds - time(at: now).milliseconds) }
  }

  /// The rest of the wait passes at once.
  mutating func skip(at now: Timestamp) {
    guard let due else { return }
    resume(run: due, real: now)
  }
}
