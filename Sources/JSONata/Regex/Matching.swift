import JSON

/// A match, as a regular expression or a function in its place tells it.
struct Found {
  var text: String
  var start: Int
  var end: Int
  var groups: [String?]
  /// The function that gives the next match, where a function gave this one.
  var next: Int?
}

/// A text that is searched, as code units.
struct Subject {
  let text: String
  let units: [UInt16]
  private let isASCII: Bool

  init(_ text: String) {
    self.text = text
    let bytes = text.utf8
    isASCII = bytes.allSatisfy { $0 < 128 }
    units = isASCII ? bytes.map { UInt16($0) } : Array(text.utf16)
  }

  func piece(_ range: Range<Int>) -> String {
    let clamped = range.clamped(to: 0..<units.count)
    if isASCII {
      let bytes = text.utf8
      let start = bytes.index(bytes.startIndex, offsetBy: clamped.lowerBound)
      return String(text[start..<bytes.index(start, offsetBy: clamped.count)])
    }
    return String(decoding: units[clamped], as: UTF16.self)
  }
}

extension Evaluator {
  // MARK: - Matches

  /// Calls a regular expression as a function: the first match in a text, as an object.
  mutating func match(regex number: Int, _ arguments: [Item]) throws(Fault) -> Item {
    guard let text = arguments.first?.text else { return .undefined }
    let from = arguments.count > 1 ? arguments[1].value.int ?? 0 : 0
    return try match(number, Array(text.utf16), from)
  }

  private mutating func match(_ number: Int, _ units: [UInt16], _ from: Int) throws(Fault) -> Item {
    let regex = program.regexes[number]
    guard from >= 0, from <= units.count,
      let match = try regex.firstMatch(in: units, from: from, deadline: deadline)
    else { return .undefined }
    let groups = (1..<regex.groupCount + 1).map { group in
      match.group(group).map { Value.string(String(decoding: units[$0], as: UTF16.self)) } ?? .null
    }
    let next = try make(.nextMatch(number, units, match.end))
    let whole = String(decoding: units[match.start..<match.end], as: UTF16.self)
    let object = Object([
      ("match", .string(whole)), ("start", .int(match.start)), ("end", .int(match.end)),
      ("groups", .array(groups)), ("next", next.element),
    ])
    return Item(.object(object), nesting: 2)
  }

  mutating func nextMatch(_ number: Int, _ units: [UInt16], _ from: Int) throws(Fault) -> Item {
    if from >= units.count { return .undefined }
    let result = try match(number, units, from)
    if result.tag == .value, result.value["match"]?.string == "" {
      throw emptyMatch(number)
    }
    return result
  }

  private func emptyMatch(_ number: Int) -> Fault {
    let regex = program.regexes[number]
    return Fault("D1004", position: regex.position, value: .string(regex.source))
  }

  private mutating func first(_ matcher: Int, _ subject: Subject) throws(Fault) -> Found? {
    if matcher < 0 { return try find(-1 - matcher, subject, from: 0) }
    return try found(callback(matcher, [Item(.string(subject.text))]))
  }

  private mutating func next(_ matcher: Int, _ subject: Subject, after found: Found)
    throws(Fault) -> Found?
  {
    if matcher < 0 {
      if found.end >= subject.units.count { return nil }
      let next = try find(-1 - matcher, subject, from: found.end)
      if let next, next.start == next.end { throw emptyMatch(-1 - matcher) }
      return next
    }
    guard let function = found.next else { return nil }
    return try self.found(callback(function, []))
  }

  private mutating func find(_ number: Int, _ subject: Subject, from: Int) throws(Fault) -> Found? {
    let regex = program.regexes[number]
    var place = 0
    while place < machines.count, machines[place].number != number { place += 1 }
    if place == machines.count {
      machines.append((number, RegexMachine(regex, deadline: deadline)))
    }
    let found = try regex.firstMatch(in: subject.units, from: from, with: &machines[place].machine)
    guard let match = found else { return nil }
    if regex.groupCount == 0 {
      return Found(
        text: subject.piece(match.start..<match.end), start: match.start, end: match.end, groups: []
      )
    }
    var groups: [String?] = []
    for group in 1..<regex.groupCount + 1 {
      groups.append(match.group(group).map { subject.piece($0) })
    }
    return Found(
      text: subject.piece(match.start..<match.end), start: match.start, end: match.end,
      groups: groups)
  }

  /// What a function that stands for a regular expression gave.
  private func found(_ item: Item) throws(Fault) -> Found? {
    if item.isUndefined { return nil }
    guard item.tag == .value, case .object(let object) = item.value else { throw Fault("T1010") }
    let start = object["start"]?.int
    let end = object["end"]?.int
    let groups = object["groups"]?.array
    let next = object["next"].flatMap { FunctionBox.number($0) }
    guard start != nil || end != nil || groups != nil || next != nil else { throw Fault("T1010") }
    let text = object["match"]?.string ?? ""
    let begin = max(0, start ?? 0)
    return Found(
      text: text, start: begin, end: max(begin, end ?? begin + text.utf16.count),
      groups: (groups ?? []).map(\.string), next: next)
  }

  // MARK: - Functions

  mutating func matching(
    _ builtin: Builtin, _ first: Item, _ pattern: Item, _ third: Item, _ fourth: Item
  ) throws(Fault) -> Item {
    guard let text = first.text else { return .undefined }
    switch builtin {
    case .contains:
      if let wanted = pattern.text {
        return Item(.bool(JSONata.find(wanted, in: text) != nil))
      }
      guard pattern.isFunction, let matcher = pattern.value.int else { return .undefined }
      return Item(.bool(try self.first(matcher, Subject(text)) != nil))
    case .match: return try matches(text, pattern, limit(third, "D3040"))
    case .split: return try split(text, pattern, limit(third, "D3020"))
    default: return try replace(text, pattern, third, limit(fourth, "D3011"))
    }
  }

  /// The number of matches that are wanted at most.
  private func limit(_ item: Item, _ code: String) throws(Fault) -> Double {
    guard item.tag == .value, let number = item.value.double else { return .infinity }
    if number < 0 { throw Fault(code, value: item.value) }
    return number
  }

  private mutating func matches(_ text: String, _ pattern: Item, _ limit: Double) throws(Fault)
    -> Item
  {
    guard pattern.isFunction, let matcher = pattern.value.int, limit > 0 else { return .undefined }
    let subject = Subject(text)
    var result: [Value] = []
    var current = try first(matcher, subject)
    while let found = current, Double(result.count) < limit {
      let groups = found.groups.map { $0.map { Value.string($0) } ?? .null }
      result.append(
        .object([
          "match": .string(found.text), "index": .int(found.start), "groups": .array(groups),
        ]))
      try weigh(result.count, size: 64)
      current = try next(matcher, subject, after: found)
    }
    return Item(.array(result), nesting: 3, flags: .sequence)
  }

  private mutating func split(_ text: String, _ separator: Item, _ limit: Double) throws(Fault)
    -> Item
  {
    var result: [Value] = []
    if let wanted = separator.text {
      Evaluator.split(text, wanted, limit, into: &result)
      return Item(.array(result), nesting: 1)
    }
    guard separator.isFunction, let matcher = separator.value.int else { return .undefined }
    if limit <= 0 { return Item(.array([]), nesting: 1) }
    let subject = Subject(text)
    var start = 0
    var current = try first(matcher, subject)
    while let found = current, Double(result.count) < limit {
      result.append(.string(subject.piece(start..<max(start, found.start))))
      start = found.end
      current = try next(matcher, subject, after: found)
    }
    if Double(result.count) < limit {
      result.append(.string(subject.piece(start..<max(start, subject.units.count))))
    }
    return Item(.array(result), nesting: 1)
  }

  private static func split(
    _ text: String, _ separator: String, _ limit: Double, into result: inout [Value]
  ) {
    let most = limit.isFinite ? limit.rounded(.down) : .infinity
    if separator.isEmpty {
      for scalar in text.unicodeScalars where Double(result.count) < most {
        result.append(.string(String(scalar)))
      }
      return
    }
    var start = text.startIndex
    while Double(result.count) < most {
      guard let range = JSONata.find(separator, in: text, from: start) else {
        result.append(.string(String(text[start...])))
        return
      }
      result.append(.string(String(text[start..<range.lowerBound])))
      start = range.upperBound
    }
  }

  // MARK: - $replace

  private mutating func replace(
    _ text: String, _ pattern: Item, _ replacement: Item, _ limit: Double
  ) throws(Fault) -> Item {
    if let wanted = pattern.text {
      if wanted.isEmpty { throw Fault("D3010", value: .string(wanted)) }
      return Item(.string(try replace(text, wanted, replacement.text ?? "", limit)))
    }
    guard pattern.isFunction, let matcher = pattern.value.int else { return .undefined }
    let subject = Subject(text)
    var result = ""
    var place = 0
    var count = 0.0
    var current = try first(matcher, subject)
    while let found = current, count < limit {
      result += subject.piece(place..<max(place, found.start))
      if let template = replacement.text {
        result += Evaluator.fill(template, found)
      } else {
        result += try replaced(found, replacement)
      }
      try weigh(result.utf8.count, size: 1)
      place = found.start + found.text.utf16.count
      count += 1
      current = try next(matcher, subject, after: found)
    }
    return Item(.string(result + subject.piece(place..<max(place, subject.units.count))))
  }

  private mutating func replaced(_ found: Found, _ function: Item) throws(Fault) -> String {
    guard function.isFunction, let number = function.value.int else { throw Fault("D3012") }
    let groups = found.groups.map { $0.map { Value.string($0) } ?? .null }
    let object = Object([
      ("match", .string(found.text)), ("start", .int(found.start)), ("end", .int(found.end)),
      ("groups", .array(groups)),
    ])
    let result = try callback(number, [Item(.object(object), nesting: 2)])
    guard let text = result.text else { throw Fault("D3012", value: result.json) }
    return text
  }

  private func replace(
    _ text: String, _ wanted: String, _ replacement: String, _ limit: Double
  ) throws(Fault) -> String {
    var result = ""
    var start = text.startIndex
    var count = 0.0
    while count < limit, let range = JSONata.find(wanted, in: text, from: start) {
      result += text[start..<range.lowerBound]
      result += replacement
      start = range.upperBound
      count += 1
      try weigh(result.utf8.count, size: 1)
    }
    return result + text[start...]
  }

  /// Puts `$0`, `$1` … `$$` into a replacement.
  private static func fill(_ template: String, _ found: Found) -> String {
    var result = ""
    var rest = Substring(template)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      switch rest.first {
      case "$":
        result += "$"
        rest = rest.dropFirst()
      case "0":
        result += found.text
        rest = rest.dropFirst()
      default:
        guard let number = groupNumber(rest, found.groups.count) else {
          result += "$"
          continue
        }
        if number > 0, number <= found.groups.count { result += found.groups[number - 1] ?? "" }
        rest = rest.dropFirst(String(number).count)
      }
    }
    return result + rest
  }

  /// The number behind a `$`: as many digits as the number of groups has, or one less.
  private static func groupNumber(_ rest: Substring, _ count: Int) -> Int? {
    let most = count == 0 ? 1 : String(count).count
    let digits = rest.prefix(most).prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    if most > 1, number > count, let shorter = Int(digits.prefix(most - 1)) { return shorter }
    return number
  }
}
