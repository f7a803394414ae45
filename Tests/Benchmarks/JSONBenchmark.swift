import Foundation
import JSON

/// The best throughput of several runs in MB/s (1 MB = 10^6 bytes).
func throughput(_ bytes: Int, seconds: Double = 0.5, _ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  var best = Duration.seconds(1000)
  let end = clock.now + .seconds(seconds)
  repeat {
    best = min(best, try clock.measure(body))
  } while clock.now < end
  return Double(bytes) / 1e6 / (best / .seconds(1))
}

private func sample() -> [(String, Value)] {
  let orders = (0..<2000).map { number -> Value in
    .object(
      Object([
        ("id", .int(number)), ("customer", .string("customer-\(number % 97)")),
        ("total", .double(Double(number) * 1.25)), ("paid", .bool(number % 3 == 0)),
        (
          "items",
          .array([
            .object(Object([("sku", "A-1"), ("qty", 2), ("price", 12.5)])),
            .object(Object([("sku", "B-22"), ("qty", 1), ("price", 3.25)])),
          ])
        ), ("note", .null), ("text", "Deliver to the back door, ring twice"),
      ]))
  }
  let events = (0..<1000).map { number -> Value in
    .object(
      Object([
        ("id", .string(String(number))), ("type", "TaskStateEntered"),
        (
          "details",
          .object(
            Object([
              ("input", .string(orders[number].text)),
              ("inputDetails", .object(Object([("truncated", false)]))), ("name", "ProcessPayment"),
            ]))
        ), ("previous_event_id", .string(String(number - 1))),
        ("event_timestamp", .string("\(1_787_949_299_712 + number)")),
        ("execution_arn", "arn:aws:states:us-east-1:123456789012:express:orders:run:1017"),
      ]))
  }
  let numbers = (0..<50_000).map { Value.double(Double(($0 &* 7919) % 100_000) / 1000) }
  let integers = (0..<100_000).map { Value.int(($0 &* 104_729) % 10_000_000) }
  let texts = (0..<5000).map { Value.string(String(repeating: "Straße und Ähre \($0) ", count: 5)) }
  return [
    ("orders", .array(orders)), ("history", .array(events)), ("doubles", .array(numbers)),
    ("integers", .array(integers)), ("texts", .array(texts)),
  ]
}

/// Parse and write in MB/s, beside Foundation's `JSONSerialization`.
func benchmarkJSON() throws {
  func cell(_ number: Double) -> String {
    let text = String(Int(number.rounded()))
    return String(repeating: " ", count: max(1, 12 - text.count)) + text
  }
  print("json, MB/s        parse       write     escaped  Foundation:parse  write")
  for (name, value) in sample() {
    var bytes: [UInt8] = []
    value.write(into: &bytes)
    let count = bytes.count
    let parse = try throughput(count) { _ = try Value(parsing: bytes) }
    let write = throughput(count) {
      bytes.removeAll(keepingCapacity: true)
      value.write(into: &bytes)
    }
    var escaped: [UInt8] = []
    let escape = throughput(count) {
      escaped.removeAll(keepingCapacity: true)
      value.writeEscaped(into: &escaped)
    }
    let data = Data(bytes)
    let object = try JSONSerialization.jsonObject(with: data)
    let parsed = try throughput(count) { _ = try JSONSerialization.jsonObject(with: data) }
    let written = try throughput(count) {
      _ = try JSONSerialization.data(withJSONObject: object)
    }
    let label = name.padding(toLength: 11, withPad: " ", startingAt: 0)
    print(label + [parse, write, escape, parsed, written].map(cell).joined())
  }
}

/// Nanoseconds for one evaluation of a path.
func benchmarkPaths() throws {
  let orders = sample()[0].1
  guard case .array(let elements) = orders, let order = elements.first else { return }
  let root: Value = .object(Object([("order", order), ("orders", orders)]))
  print("path                                   ns")
  for text in [
    "$.order.id", "$.order.items[1].price", "$.order.items[*].sku", "$.orders[?(@.id == 7)].total",
  ] {
    let path = try Path(text)
    let rounds = text.contains("?") ? 10 : 100_000
    let perByte = try throughput(rounds) {
      for _ in 0..<rounds { _ = try path.evaluate(root) }
    }
    let label = text.padding(toLength: 32, withPad: " ", startingAt: 0)
    print(label, (10_000 / perByte).rounded() / 10)
  }
}
