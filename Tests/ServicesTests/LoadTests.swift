import JSON
import Synchronization
import Testing

@testable import Services

@Suite struct LoadTests {
  static let report = LoadReport(
    samples: (1...100).map { number in
      Load.Sample(
        status: number == 7 ? "Boom" : "SUCCEEDED", isSuccess: number != 7,
        latency: Double(number) / 1000, bytes: (number, 2))
    }, attack: 2, total: 2.5)

  @Test func reportsLikeVegeta() {
    #expect(
      Self.report.text == """
        Requests      [total, rate, throughput]         100, 50.00, 39.60
        Duration      [total, attack, wait]             2.5s, 2s, 500ms
        Latencies     [min, mean, 50, 90, 95, 99, max]  1ms, 50.5ms, 50ms, 90ms, 95ms, 99ms, 100ms
        Bytes In      [total, mean]                     5050, 50.50
        Bytes Out     [total, mean]                     200, 2.00
        Success       [ratio]                           99.00%
        Status Codes  [code:count]                      SUCCEEDED:99  Boom:1
        Error Set:
        Boom
        """)
    #expect(
      Self.report.json.text
        == #"{"latencies":{"total":5050000000,"mean":50500000,"min":1000000,"50th":50000000,"#
        + #""90th":90000000,"95th":95000000,"99th":99000000,"max":100000000},"#
        + #""bytes_in":{"total":5050,"mean":50.5},"bytes_out":{"total":200,"mean":2.0},"#
        + #""duration":2000000000,"wait":500000000,"requests":100,"rate":50.0,"throughput":39.6,"#
        + #""success":0.99,"status_codes":{"SUCCEEDED":99,"Boom":1},"errors":["Boom"]}"#)
    let none = LoadReport(samples: [], attack: 0, total: 0)
    #expect(none.text.contains("0, 0.00, 0.00") && none.json["requests"] == 0)
    for (seconds, text) in [
      (62.5, "1m2.5s"), (60.0, "1m0s"), (2.7234, "2.723s"), (0.373937, "373.937ms"),
      (0.0000412, "41.2µs"),
    ] { #expect(LoadReport.time(seconds) == text) }
  }

  @Test func startsAtARateWithinALimit() async {
    let running = Mutex((now: 0, most: 0))
    let report = await Load(rate: 200, duration: 0.1, limit: 3).run { number in
      running.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      try? await Task.sleep(for: .milliseconds(30))
      running.withLock { $0.now -= 1 }
      return Load.Sample(status: "\(number % 2)", isSuccess: number % 2 == 0)
    }
    #expect(report.samples.count == 20 && report.successes == 10)
    #expect(running.withLock { $0.most } <= 3)
    // Those that waited for a place count their wait.
    #expect(report.quantile(1) > 0.05)
  }
}
