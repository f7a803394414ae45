import JSON

extension Evaluator {
  /// The most common builtins with one argument, without a list of arguments; `nil` sends the call the
  /// long way, which checks it.
  mutating func quick(_ builtin: Builtin, _ item: Item) throws(Fault) -> Item? {
    switch builtin {
    case .sum:
      guard item.isArray, let elements = item.elements else { return nil }
      return Evaluator.sum(elements).map { Item($0) }
    case .count:
      if item.isUndefined { return Item(.int(0)) }
      return Item(.int(item.elements?.count ?? 1))
    case .string:
      switch item.tag {
      case .value: return item.text == nil ? Item(.string(try string(item))) : item
      default: return nil
      }
    case .exists: return Item(.bool(!item.isUndefined))
    case .boolean: return item.isUndefined ? .undefined : Item(.bool(truth(item) ?? false))
    case .not: return item.isUndefined ? .undefined : Item(.bool(!(truth(item) ?? false)))
    case .length: return item.text.map { Item(.int($0.unicodeScalars.count)) }
    case .uppercase: return item.text.map { Item(.string($0.uppercased())) }
    case .lowercase: return item.text.map { Item(.string(lowercase($0))) }
    case .type: return .some(Evaluator.type(item))
    default: return nil
    }
  }

  /// As above, with two arguments.
  mutating func quick(_ builtin: Builtin, _ first: Item, _ second: Item) throws(Fault) -> Item? {
    switch builtin {
    case .round:
      guard let number = Number(first), case .int(let places)? = Number(second),
        (0...15).contains(places)
      else { return nil }
      if case .int = number { return first }
      return Item(numeric(rounded(number.double, places)))
    case .contains:
      guard let text = first.text, let wanted = second.text else { return nil }
      return Item(.bool(find(wanted, in: text) != nil))
    case .substringBefore, .substringAfter:
      guard first.text != nil, second.text != nil else { return nil }
      return try text(builtin, first, second, .undefined)
    default: return nil
    }
  }

  /// The sum of numbers, or `nil` where something else is among them.
  private static func sum(_ elements: [Value]) -> Value? {
    var integer = 0
    var total = 0.0
    var exact = true
    for element in elements {
      switch element {
      case .int(let number):
        if exact {
          let (sum, overflow) = integer.addingReportingOverflow(number)
          if overflow { exact = false } else { integer = sum }
        }
        total += Double(number)
      case .double(let number):
        exact = false
        total += number
      default: return nil
      }
    }
    return exact ? .int(integer) : numeric(total)
  }

  /// Calls a builtin with arguments that its signature has passed.
  mutating func library(_ builtin: Builtin, _ arguments: [Item], _ context: Item) throws(Fault)
    -> Item
  {
    func argument(_ place: Int) -> Item {
      place < arguments.count ? arguments[place] : .undefined
    }
    let first = argument(0)
    if first.isUndefined, builtin.passesNothingOn { return .undefined }
    switch builtin {
    case .sum: return Item(Evaluator.sum(first.elements ?? []))
    case .count: return Item(.int(first.elements?.count ?? 0))
    case .max, .min, .average: return Evaluator.aggregate(builtin, first.elements ?? [])
    case .string: return try toString(first, indented: argument(1))
    case .substring, .substringBefore, .substringAfter, .lowercase, .uppercase, .length, .trim,
      .pad, .join, .base64encode, .base64decode, .encodeUrl, .encodeUrlComponent, .decodeUrl,
      .decodeUrlComponent:
      return try text(builtin, first, argument(1), argument(2))
    case .match, .contains, .replace, .split:
      return try matching(builtin, first, argument(1), argument(2), argument(3))
    case .formatNumber, .formatBase, .formatInteger, .parseInteger, .number, .floor, .ceil, .round,
      .abs, .sqrt, .power, .random, .randomSeeded:
      return try number(builtin, first, argument(1), argument(2))
    case .boolean: return Item(.bool(truth(first) ?? false))
    case .not: return Item(.bool(!(truth(first) ?? false)))
    case .map, .filter, .single, .reduce, .sift, .each, .sort:
      return try higher(builtin, first, argument(1), argument(2))
    case .zip, .append, .reverse, .shuffle, .distinct, .partition, .sequence:
      return try list(builtin, arguments)
    case .keys, .lookup, .spread, .merge: return try member(builtin, first, argument(1))
    case .exists: return Item(.bool(!first.isUndefined))
    case .error:
      throw Fault("D3137", message: first.text ?? "$error() function evaluated")
    case .assert:
      if truth(first) == true { return .undefined }
      throw Fault("D3141", message: argument(1).text ?? "$assert() statement failed")
    case .type: return Evaluator.type(first)
    case .eval: return try evaluateText(first, argument(1), context)
    case .toMillis, .fromMillis, .now, .millis: return try time(builtin, arguments)
    case .clone: return first
    case .hash:
      guard let text = first.text, let algorithm = argument(1).text else { return .undefined }
      return Item(digest(text, algorithm: algorithm).map { .string($0) })
    case .uuid: return Item(.string(uuid()))
    case .parse: return try parse(first)
    }
  }

  static func type(_ item: Item) -> Item {
    if item.isFunction { return Item(.string("function")) }
    guard item.tag == .value else { return .undefined }
    return Item(.string(item.value.typeName))
  }

  private static func aggregate(_ builtin: Builtin, _ elements: [Value]) -> Item {
    guard var best = elements.first else { return .undefined }
    if builtin == .average {
      let total = elements.reduce(0.0) { $0 + ($1.double ?? 0) }
      return Item(numeric(total / Double(elements.count)))
    }
    for element in elements.dropFirst() {
      let isLess = (element.double ?? 0) < (best.double ?? 0)
      let isMore = (element.double ?? 0) > (best.double ?? 0)
      if builtin == .max ? isMore : isLess { best = element }
    }
    return Item(best)
  }

  private func parse(_ item: Item) throws(Fault) -> Item {
    guard let text = item.text else { return .undefined }
    do {
      return Item(try Value(parsing: text))
    } catch {
      throw Fault(
        "D3137", value: item.json,
        message: "Unable to parse the argument of $parse as JSON: \(error.reason)")
    }
  }

  private mutating func uuid() -> String {
    var bytes: [UInt8] = []
    for _ in 0..<2 {
      let word = random.next()
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }

  /// `$eval`: the text is an expression of its own, which sees the free variables.
  private mutating func evaluateText(_ text: Item, _ data: Item, _ context: Item) throws(Fault)
    -> Item
  {
    guard let source = text.text else { return .undefined }
    let inner: Program
    do throws(Fault) {
      inner = try Compiler.compile(source, program.dialect)
    } catch {
      throw Fault("D3120", value: .string(error.text))
    }
    var evaluator = Evaluator(inner)
    evaluator.root = root
    evaluator.now = now
    evaluator.random = random
    evaluator.depth = depth
    evaluator.depthLimit = depthLimit
    evaluator.deadline = deadline
    evaluator.memoryLimit = memoryLimit
    for name in inner.variables {
      let place = program.variables.firstIndex(of: name)
      evaluator.globals.append(place.map { globals[$0] } ?? .undefined)
    }
    var input = data.isUndefined ? context : data
    if !data.isUndefined, data.isArray, !data.flags.contains(.sequence) {
      input = Item(.array([data.value]), nesting: data.nesting, flags: [.sequence, .outer])
    }
    do throws(Fault) {
      let result = try evaluator.run(input)
      random = evaluator.random
      return result.tag == .value ? result : .undefined
    } catch {
      if error.code == "U1001" { throw error }
      throw Fault("D3121", value: .string(error.text))
    }
  }
}

extension Builtin {
  /// Of nothing it makes nothing.
  var passesNothingOn: Bool {
    switch self {
    case .count, .exists, .error, .assert, .zip, .append, .now, .millis, .random, .randomSeeded,
      .uuid, .sift, .single:
      self == .single
    default: true
    }
  }
}
