import ASL
import JSON
import JSONata

extension Execution {
  /// The value of an intrinsic function's call.
  ///
  /// <https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html>
  mutating func call(_ call: Intrinsic, _ sight: Sight) throws(Failure) -> Value {
    if case .mathAdd = call.function, call.arguments.count == 2 {
      let left = try argument(call.arguments[0], of: call, sight)
      let right = try argument(call.arguments[1], of: call, sight)
      if case (.int(let left), .int(let right)) = (left, right) {
        let (sum, overflow) = left.addingReportingOverflow(right)
        if !overflow { return .int(sum) }
      }
      return try run(call, [left, right])
    }
    var values: [Value] = []
    values.reserveCapacity(call.arguments.count)
    for place in call.arguments.indices {
      values.append(try argument(call.arguments[place], of: call, sight))
    }
    return try run(call, values)
  }

  private mutating func argument(
    _ argument: Intrinsic.Argument, of call: Intrinsic, _ sight: Sight
  ) throws(Failure) -> Value {
    switch argument {
    case .constant(let value): return value
    case .call(let inner): return try self.call(inner, sight)
    case .path(let path):
      guard let value = try find(path, sight) else {
        throw .runtime(
          "The function '\(call.text)' had the following error: The JsonPath argument for the "
            + "field '\(path.text)' could not be found in the input '\(sight.input.text)'")
      }
      return value
    }
  }

  private mutating func run(_ call: Intrinsic, _ values: [Value]) throws(Failure) -> Value {
    do throws(IntrinsicFault) {
      switch call.function {
      case .uuid:
        try expect(values, 0...0)
        return .string(randomness.uuid())
      case .mathRandom: return try random(values)
      default: return try call.function.apply(values)
      }
    } catch {
      throw Failure(
        origin: .interpreter, error: ErrorName.intrinsic,
        cause: "The function '\(call.text)' had the following error: \(error.text)")
    }
  }

  /// Start inclusive, end exclusive. With a seed the same number every time.
  private mutating func random(_ values: [Value]) throws(IntrinsicFault) -> Value {
    try expect(values, 2...3)
    let start = try wholeNumber(values, 0)
    let end = try wholeNumber(values, 1)
    guard start < end else { throw IntrinsicFault("start must be less than end") }
    let (span, overflow) = end.subtractingReportingOverflow(start)
    guard !overflow else { throw IntrinsicFault("the range is too large") }
    var source = randomness
    if values.count == 3 {
      source = Randomness(seed: UInt64(bitPattern: Int64(try wholeNumber(values, 2))))
    }
    let number = start + Int.random(in: 0..<span, using: &source)
    if values.count == 2 { randomness = source }
    return .int(number)
  }
}

/// Why a call failed, in words.
struct IntrinsicFault: Error {
  var text: String
  init(_ text: String) { self.text = text }
}

extension Intrinsic.Function {
  /// The value for these arguments, of a function that draws no random number.
  func apply(_ values: [Value]) throws(IntrinsicFault) -> Value {
    switch self {
    case .format: return .string(try format(values))
    case .stringToJson:
      try expect(values, 1...1)
      return try parse(try text(values, 0))
    case .jsonToString:
      try expect(values, 1...1)
      return .string(values[0].text)
    case .array: return .array(values)
    case .arrayPartition: return try partition(values)
    case .arrayContains:
      try expect(values, 2...2)
      return .bool(try list(values, 0).contains(values[1]))
    case .arrayRange: return try range(values)
    case .arrayGetItem:
      try expect(values, 2...2)
      let elements = try list(values, 0)
      let index = try wholeNumber(values, 1)
      guard elements.indices.contains(index) else {
        throw IntrinsicFault("the index \(index) is out of the array's bounds")
      }
      return elements[index]
    case .arrayLength:
      try expect(values, 1...1)
      return .int(try list(values, 0).count)
    case .arrayUnique:
      try expect(values, 1...1)
      return .array(unique(try list(values, 0)))
    case .base64Encode:
      try expect(values, 1...1)
      return .string(Base64.encode(try shortText(values, 0)))
    case .base64Decode:
      try expect(values, 1...1)
      guard let decoded = Base64.decode(try shortText(values, 0)) else {
        throw IntrinsicFault("the argument is not valid Base64")
      }
      return .string(decoded)
    case .hash: return try hash(values)
    case .jsonMerge: return try merge(values)
    case .mathAdd:
      try expect(values, 2...2)
      let (sum, overflow) = try wholeNumber(values, 0).addingReportingOverflow(
        try wholeNumber(values, 1))
      guard !overflow else { throw IntrinsicFault("the sum is too large") }
      return .int(sum)
    case .stringSplit: return try split(values)
    case .uuid, .mathRandom: throw IntrinsicFault("draws a random number")
    }
  }

  /// Each `{}` takes the next argument; `\{`, `\}`, `\'` and `\\` stand for themselves.
  private func format(_ values: [Value]) throws(IntrinsicFault) -> String {
    try expect(values, 1...Int.max)
    let template = Array(try text(values, 0).utf8)
    var result: [UInt8] = []
    var next = 1
    var place = 0
    while place < template.count {
      let byte = template[place]
      let following = place + 1 < template.count ? template[place + 1] : nil
      if byte == UInt8(ascii: "\\"), let following, Self.escapable.contains(following) {
        result.append(following)
        place += 2
      } else if byte == UInt8(ascii: "{"), following == UInt8(ascii: "}") {
        guard next < values.count else {
          throw IntrinsicFault("there are fewer arguments than occurrences of {}")
        }
        result.append(contentsOf: values[next].javaText.utf8)
        next += 1
        place += 2
      } else {
        result.append(byte)
        place += 1
      }
    }
    guard next == values.count else {
      throw IntrinsicFault("there are more arguments than occurrences of {}")
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let escapable = Array("{}'\\".utf8)

  /// An empty text is `null`, and -0 is 0 (both recorded).
  private func parse(_ text: String) throws(IntrinsicFault) -> Value {
    if text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) {
      return .null
    }
    do throws(ParseError) {
      let value = try Value(parsing: text)
      if case .double(let number) = value, number == 0, number.sign == .minus, !text.contains(".") {
        return .int(0)
      }
      return value
    } catch {
      throw IntrinsicFault("the argument is not valid JSON: \(error)")
    }
  }

  private func partition(_ values: [Value]) throws(IntrinsicFault) -> Value {
    try expect(values, 2...2)
    let elements = try list(values, 0)
    let size = try wholeNumber(values, 1)
    guard size > 0 else { throw IntrinsicFault("the chunk size must be a positive integer") }
    var chunks: [Value] = []
    var start = 0
    while start < elements.count {
      let end = elements.count - start > size ? start + size : elements.count
      chunks.append(.array(Array(elements[start..<end])))
      start = end
    }
    return .array(chunks)
  }

  private func range(_ values: [Value]) throws(IntrinsicFault) -> Value {
    try expect(values, 3...3)
    let first = try wholeNumber(values, 0)
    let last = try wholeNumber(values, 1)
    let step = try wholeNumber(values, 2)
    guard step != 0 else { throw IntrinsicFault("the increment must not be zero") }
    var numbers: [Value] = []
    var number = first
    while step > 0 ? number <= last : number >= last {
      guard numbers.count < 1000 else {
        throw IntrinsicFault("the array would have more than 1000 elements")
      }
      numbers.append(.int(number))
      let (next, overflow) = number.addingReportingOverflow(step)
      if overflow { break }
      number = next
    }
    return .array(numbers)
  }

  private func unique(_ elements: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return elements.filter { seen.insert($0).inserted }
  }

  private func hash(_ values: [Value]) throws(IntrinsicFault) -> Value {
    try expect(values, 2...2)
    let data = values[0].string ?? values[0].text
    guard data.utf16.count <= 10_000 else { throw IntrinsicFault("the data are too long") }
    let algorithm = try text(values, 1)
    guard let digest = digest(data, algorithm: algorithm) else {
      throw IntrinsicFault("the algorithm '\(algorithm)' is not supported")
    }
    return .string(digest)
  }

  /// A shallow merge; the second object wins. The members stand in Java's order (recorded).
  private func merge(_ values: [Value]) throws(IntrinsicFault) -> Value {
    try expect(values, 3...3)
    guard case .bool(false) = values[2] else {
      throw IntrinsicFault("only shallow merging (false) is supported")
    }
    guard let first = values[0].object, let second = values[1].object else {
      throw IntrinsicFault("the first two arguments must be JSON objects")
    }
    var merged = first
    for (name, value) in second { merged[name] = value }
    return .object(Object(JavaOrder.sorted(Array(merged)) { $0.0 }))
  }

  /// Every character of the second argument separates; empty pieces are dropped (recorded).
  private func split(_ values: [Value]) throws(IntrinsicFault) -> Value {
    try expect(values, 2...2)
    let separators = Set(try text(values, 1).unicodeScalars)
    let pieces = try text(values, 0).unicodeScalars.split { separators.contains($0) }
    return .array(pieces.map { .string(String($0)) })
  }
}

private func expect(_ values: [Value], _ count: ClosedRange<Int>) throws(IntrinsicFault) {
  guard count.contains(values.count) else {
    throw IntrinsicFault("\(values.count) arguments is not the number of arguments it takes")
  }
}

private func text(_ values: [Value], _ place: Int) throws(IntrinsicFault) -> String {
  guard case .string(let text) = values[place] else {
    throw IntrinsicFault("argument \(place + 1) must be a string")
  }
  return text
}

private func shortText(_ values: [Value], _ place: Int) throws(IntrinsicFault) -> String {
  let text = try text(values, place)
  guard text.utf16.count <= 10_000 else { throw IntrinsicFault("the argument is too long") }
  return text
}

private func list(_ values: [Value], _ place: Int) throws(IntrinsicFault) -> [Value] {
  guard case .array(let elements) = values[place] else {
    throw IntrinsicFault("argument \(place + 1) must be an array")
  }
  return elements
}

/// A number as an integer, rounded half up as Java's `Math.round` does (recorded).
private func wholeNumber(_ values: [Value], _ place: Int) throws(IntrinsicFault) -> Int {
  switch values[place] {
  case .int(let number): return number
  case .double(let number):
    guard let rounded = Int(exactly: (number + 0.5).rounded(.down)) else {
      throw IntrinsicFault("argument \(place + 1) is too large")
    }
    return rounded
  default: throw IntrinsicFault("argument \(place + 1) must be a number")
  }
}
