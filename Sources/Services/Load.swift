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

    public init(status: String, isSuccess: Bool, latency: Double = 0) {
      self.status = status
      self.isSuccess = isSuccess
      self.latency = latency
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
    let sorted = samples.map(\.latency).sorted()
    guard !sorted.isEmpty else { return 0 }
    let place = Int((share * Double(sorted.count)).rounded(.up)) - 1
    return sorted[min(max(place, 0), sorted.count - 1)]
  }

  public var successes: Int { samples.count(where: \.isSuccess) }

  /// The table that `vegeta report` prints.
  public var text: String {
    let count = samples.count
    let mean = count == 0 ? 0 : samples.reduce(0) { $0 + $1.latency } / Double(count)
    let rate = attack > 0 ? Double(count) / max(attack, total * 1e-9) : Double(count)
    let throughput = total > 0 ? Double(successes) / total : 0
    let latencies =
      [quantile(0), mean] + [0.5, 0.9, 0.95, 0.99, 1].map(quantile)
    var codes: [String: Int] = [:]
    for sample in samples { codes[sample.status, default: 0] += 1 }
    let ordered = codes.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
    let ratio = count == 0 ? 0 : Double(successes) / Double(count) * 100
    var lines = [
      "Requests      [total, rate, throughput]         \(count), \(Self.figure(rate)), \(Self.figure(throughput))",
      "Duration      [total, attack, wait]             \(Self.time(total)), \(Self.time(attack)), "
        + Self.time(max(0, total - attack)),
      "Latencies     [min, mean, 50, 90, 95, 99, max]  "
        + latencies.map(Self.time).joined(separator: ", "),
      "Success       [ratio]                           \(Self.figure(ratio))%",
      "Status Codes  [code:count]                      "
        + ordered.map { "\($0.key):\($0.value)" }.joined(separator: "  "),
      "Error Set:",
    ]
    for (status, _) in ordered
    where samples.contains(where: { $0.status == status && !$0.isSuccess }) {
      lines.append(status)
    }
    return lines.joined(separator: "\n")
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
