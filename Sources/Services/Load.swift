public import JSON

/// Starts something at an even rate and measures how long each takes.
public struct Load: Sendable {
  /// Starts a second.
  public var rate: Double
  /// Seconds for which it is started.
  public var duration: Double
  /// How many run at the same time; starts beyond it wait, and the wait counts.
  public var limit: Int

  public init(rate: Double, duration: Double, limit: Int = 1000) {
    self.rate = rate
    self.duration = duration
    self.limit = limit
  }

  /// How one ended.
  public struct Sample: Sendable {
    /// `SUCCEEDED`, or the error.
    public var status: String
    public var isSuccess: Bool
    /// Seconds since it should have begun.
    public var latency: Double
    /// Bytes of what came back and of what was sent.
    public var bytes: (received: Int, sent: Int)

    public init(
      status: String, isSuccess: Bool, latency: Double = 0,
      bytes: (received: Int, sent: Int) = (0, 0)
    ) {
      self.status = status
      self.isSuccess = isSuccess
      self.latency = latency
      self.bytes = bytes
    }
  }

  /// Starts `work` at the rate, waits for all and tells how it went. `work` gets the number of the
  /// start, from 0.
  public func run(_ work: @escaping @Sendable (Int) async -> Sample) async -> LoadReport {
    let count = max(1, Int((rate * duration).rounded()))
    let start = now()
    return await withTaskGroup(of: Sample.self) { group in
      var samples: [Sample] = []
      samples.reserveCapacity(count)
      var running = 0
      var attack = 0.0
      for number in 0..<count {
        let due = start + Double(number) / rate
        let wait = due - now()
        if wait > 0 { try? await Task.sleep(for: .seconds(wait)) }
        if Task.isCancelled { break }
        if running >= limit, let sample = await group.next() {
          samples.append(sample)
          running -= 1
        }
        attack = now() - start
        running += 1
        group.addTask {
          var sample = await work(number)
          sample.latency = now() - due
          return sample
        }
      }
      for await sample in group { samples.append(sample) }
      return LoadReport(samples: samples, attack: attack, total: now() - start)
    }
  }
}

/// What a load run measured.
public struct LoadReport: Sendable {
  public var samples: [Load.Sample]
  /// Seconds from the first start to the last.
  public var attack: Double
  /// Seconds from the first start to the last end.
  public var total: Double

  public init(samples: [Load.Sample], attack: Double, total: Double) {
    self.samples = samples
    self.attack = attack
    self.total = total
  }

  /// The latency below which `share` of all lie, in seconds.
  public func quantile(_ share: Double) -> Double {
    Self.quantile(share, samples.map(\.latency).sorted())
  }

  private static func quantile(_ share: Double, _ sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let place = Int((share * Double(sorted.count)).rounded(.up)) - 1
    return sorted[min(max(place, 0), sorted.count - 1)]
  }

  public var successes: Int { samples.count(where: \.isSuccess) }

  private var rate: Double {
    attack > 0 ? Double(samples.count) / attack : Double(samples.count)
  }

  private var throughput: Double { total > 0 ? Double(successes) / total : 0 }

  private var wait: Double { max(0, total - attack) }

  private var mean: Double {
    samples.isEmpty ? 0 : samples.reduce(0) { $0 + $1.latency } / Double(samples.count)
  }

  private var ratio: Double {
    samples.isEmpty ? 0 : Double(successes) / Double(samples.count)
  }

  private var bytes: (received: Int, sent: Int) {
    samples.reduce((0, 0)) { ($0.0 + $1.bytes.received, $0.1 + $1.bytes.sent) }
  }

  /// How often each status came, most often first.
  private var codes: [(status: String, count: Int)] {
    var codes: [String: Int] = [:]
    for sample in samples { codes[sample.status, default: 0] += 1 }
    return codes.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
      .map { ($0.key, $0.value) }
  }

  /// The statuses that are no success, most often first.
  private var errors: [String] {
    let failed = Set(samples.filter { !$0.isSuccess }.map(\.status))
    return codes.map(\.status).filter(failed.contains)
  }

  private static let shares: [(name: String, share: Double)] = [
    ("50th", 0.5), ("90th", 0.9), ("95th", 0.95), ("99th", 0.99), ("max", 1),
  ]

  /// The table that `vegeta report` prints; bytes are those of outputs and inputs.
  public var text: String {
    let sorted = samples.map(\.latency).sorted()
    let latencies =
      [Self.quantile(0, sorted), mean] + Self.shares.map { Self.quantile($0.share, sorted) }
    func row(_ title: String, _ text: String) -> String {
      title + String(repeating: " ", count: max(1, 48 - title.utf8.count)) + text
    }
    func sums(_ total: Int) -> String {
      "\(total), \(Self.figure(samples.isEmpty ? 0 : Double(total) / Double(samples.count)))"
    }
    let lines = [
      row(
        "Requests      [total, rate, throughput]",
        "\(samples.count), \(Self.figure(rate)), \(Self.figure(throughput))"),
      row(
        "Duration      [total, attack, wait]",
        [total, attack, wait].map(Self.time).joined(separator: ", ")),
      row(
        "Latencies     [min, mean, 50, 90, 95, 99, max]",
        latencies.map(Self.time).joined(separator: ", ")),
      row("Bytes In      [total, mean]", sums(bytes.received)),
      row("Bytes Out     [total, mean]", sums(bytes.sent)),
      row("Success       [ratio]", Self.figure(ratio * 100) + "%"),
      row(
        "Status Codes  [code:count]",
        codes.map { "\($0.status):\($0.count)" }.joined(separator: "  ")),
      "Error Set:",
    ]
    return (lines + errors).joined(separator: "\n")
  }

  /// The same with the members of `vegeta report -type=json`; times are nanoseconds.
  public var json: Value {
    func nanoseconds(_ seconds: Double) -> Value {
      Int(exactly: (seconds * 1e9).rounded()).map(Value.int) ?? .double(seconds * 1e9)
    }
    func sums(_ total: Int) -> Value {
      [
        "total": .int(total),
        "mean": .double(samples.isEmpty ? 0 : Double(total) / Double(samples.count)),
      ]
    }
    let sorted = samples.map(\.latency).sorted()
    var latencies: Object = [
      "total": nanoseconds(sorted.reduce(0, +)), "mean": nanoseconds(mean),
      "min": nanoseconds(Self.quantile(0, sorted)),
    ]
    for (name, share) in Self.shares { latencies[name] = nanoseconds(Self.quantile(share, sorted)) }
    return [
      "latencies": .object(latencies), "bytes_in": sums(bytes.received),
      "bytes_out": sums(bytes.sent), "duration": nanoseconds(attack), "wait": nanoseconds(wait),
      "requests": .int(samples.count), "rate": .double(rate), "throughput": .double(throughput),
      "success": .double(ratio),
      "status_codes": .object(Object(codes.map { ($0.status, .int($0.count)) })),
      "errors": .array(errors.map(Value.string)),
    ]
  }

  /// Two digits after the point.
  static func figure(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let rest = abs(hundredths % 100)
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// `1m2.5s`, `2.723s`, `373.937ms`, `41.2µs`
  static func time(_ seconds: Double) -> String {
    func trimmed(_ number: Double) -> String {
      let thousandths = Int((number * 1000).rounded())
      var text = "\(thousandths / 1000)."
      let rest = String(thousandths % 1000)
      text += String(repeating: "0", count: 3 - rest.count) + rest
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
      return text
    }
    switch seconds {
    case ..<0.001: return trimmed(seconds * 1e6) + "µs"
    case ..<1: return trimmed(seconds * 1000) + "ms"
    case ..<60: return trimmed(seconds) + "s"
    default:
      let minutes = Int(seconds / 60)
      return "\(minutes)m" + trimmed(seconds - Double(minutes) * 60) + "s"
    }
  }
}
