import JSON
import Synchronization

/// How a time is written: pictures of XPath and XQuery Functions and Operators 3.1, section 9.8.4.
struct TimePicture {
  struct Marker {
    var component: Character
    var presentation = ""
    /// `a`, `t`, `c` or `o`
    var modifier: Character?
    var least: Int?
    var most: Int?
    var names: IntegerPicture.Case?
    var integer: IntegerPicture?
    /// How many digits of the year are written; -1 for all.
    var yearDigits = -1
  }

  enum Part {
    case literal(String)
    case marker(Marker)
  }

  private(set) var parts: [Part] = []

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let days = [
    "", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let presentations: [Character: String] = [
    "Y": "1", "M": "1", "D": "1", "d": "1", "F": "n", "W": "1", "w": "1", "X": "1", "x": "1",
    "H": "1", "h": "1", "P": "n", "m": "01", "s": "01", "f": "1", "Z": "01:01", "z": "01:01",
    "C": "n", "E": "n",
  ]

  init(_ picture: String) throws(Fault) {
    let letters = Array(picture)
    var start = 0
    var place = 0
    func literal(_ end: Int) -> Part? {
      guard end > start else { return nil }
      return .literal(TimePicture.undoubled(letters[start..<end]))
    }
    while place < letters.count {
      guard letters[place] == "[" else {
        place += 1
        continue
      }
      if let part = literal(place) { parts.append(part) }
      if place + 1 < letters.count, letters[place + 1] == "[" {
        parts.append(.literal("["))
        place += 2
        start = place
        continue
      }
      guard let end = letters[place...].firstIndex(of: "]") else { throw Fault("D3135") }
      try append(letters[(place + 1)..<end].filter { !$0.isWhitespace })
      place = end + 1
      start = place
    }
    if let part = literal(place) { parts.append(part) }
  }

  /// `]]` in a literal stands for `]`.
  private static func undoubled(_ letters: ArraySlice<Character>) -> String {
    var result = ""
    var skip = false
    for letter in letters {
      if letter == "]", skip {
        skip = false
        continue
      }
      skip = letter == "]"
      result.append(letter)
    }
    return result
  }

  private mutating func append(_ text: [Character]) throws(Fault) {
    guard let component = text.first else { throw Fault("D3132", value: .string("")) }
    var marker = Marker(component: component)
    var modifiers = text.dropFirst()
    if let comma = modifiers.lastIndex(of: ",") {
      let width = modifiers[(comma + 1)...].split(separator: "-", maxSplits: 1)
      marker.least = width.first.flatMap { Int(String($0)) }
      marker.most = width.count > 1 ? Int(String(width[1])) : nil
      modifiers = modifiers[..<comma]
    }
    if modifiers.count > 1, let last = modifiers.last, "atco".contains(last) {
      marker.modifier = last
      modifiers = modifiers.dropLast()
    }
    if modifiers.isEmpty {
      guard let normal = TimePicture.presentations[component] else {
        throw Fault("D3132", value: .string(String(component)))
      }
      marker.presentation = normal
    } else {
      marker.presentation = String(modifiers)
    }
    try describe(&marker)
    parts.append(.marker(marker))
  }

  private mutating func describe(_ marker: inout Marker) throws(Fault) {
    let letters = Array(marker.presentation)
    if letters.first == "n" {
      marker.names = .lower
    } else if letters.first == "N" {
      marker.names = letters.count > 1 && letters[1] == "n" ? .title : .upper
    } else if "YMDdFWwXxHhmsf".contains(marker.component) {
      var integer = try IntegerPicture(
        marker.presentation + (marker.modifier.map { ";\($0)" } ?? ""))
      if let least = marker.least { integer.mandatory = max(integer.mandatory, least) }
      if marker.component == "Y" {
        if let most = marker.most {
          marker.yearDigits = most
          integer.mandatory = most
        } else if integer.mandatory + integer.optional >= 2 {
          marker.yearDigits = integer.mandatory + integer.optional
        }
      }
      fixWidthOfPrevious()
      marker.integer = integer
    }
    if marker.component == "Z" || marker.component == "z" {
      marker.integer = try IntegerPicture(marker.presentation)
    }
  }

  /// Two integers in a row: the first is read by its width.
  private mutating func fixWidthOfPrevious() {
    guard case .marker(var previous)? = parts.last, var integer = previous.integer else { return }
    integer.parseWidth = integer.mandatory
    previous.integer = integer
    parts[parts.count - 1] = .marker(previous)
  }

  /// Pictures that were read before: few are used, and often.
  private static let known = Mutex<[String: TimePicture]>([:])
  private static let knownLimit = 256

  /// The picture of a text, read once.
  static func reading(_ picture: String) throws(Fault) -> TimePicture {
    if let found = known.withLock({ $0[picture] }) { return found }
    let read = try TimePicture(picture)
    known.withLock {
      if $0.count >= knownLimit { $0.removeAll() }
      $0[picture] = read
    }
    return read
  }

  // MARK: - Writing

  func format(_ milliseconds: Int, zone: String?) throws(Fault) -> String {
    let offset = zone.flatMap { TimePicture.leadingInteger($0) } ?? 0
    let hours = Moment.floor(offset, 100)
    let minutes = offset % 100
    let (shift, _) = (60 * hours + minutes).multipliedReportingOverflow(by: 60_000)
    let moment = Moment(milliseconds: milliseconds &+ shift)
    var text = ""
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .marker(let marker): text += try write(marker, moment, hours, minutes)
      }
    }
    return text
  }

  /// As JavaScript's `parseInt`.
  static func leadingInteger(_ text: String) -> Int? {
    var digits = Substring(text).drop { $0.isWhitespace }
    let negative = digits.first == "-"
    if negative || digits.first == "+" { digits = digits.dropFirst() }
    guard let number = Int(digits.prefix { $0.isASCII && $0.isNumber }.prefix(9)) else {
      return nil
    }
    return negative ? -number : number
  }

  private func write(_ marker: Marker, _ moment: Moment, _ hours: Int, _ minutes: Int)
    throws(Fault) -> String
  {
    switch marker.component {
    case "Z", "z": return try writeZone(marker, hours, minutes)
    case "P":
      let text = moment.hour >= 12 ? "pm" : "am"
      return marker.names == .upper ? text.uppercased() : text
    case "C", "E": return "ISO"
    default: break
    }
    guard var value = moment.component(marker.component) else { return "" }
    if let integer = marker.integer, marker.names == nil, marker.yearDigits == -1 {
      return try integer.format(Double(value))
    }
    if marker.component == "Y", marker.yearDigits != -1 {
      var power = 1
      for _ in 0..<min(max(marker.yearDigits, 0), 12) { power *= 10 }
      value %= power
    }
    if let names = marker.names {
      let name = try TimePicture.name(marker.component, value)
      let cased = names == .upper ? name.uppercased() : names == .lower ? name.lowercased() : name
      return marker.most.map { String(cased.prefix(max(0, $0))) } ?? cased
    }
    return try marker.integer?.format(Double(value)) ?? ""
  }

  private static func name(_ component: Character, _ value: Int) throws(Fault) -> String {
    switch component {
    case "M", "x": return months[value - 1]
    case "F": return days[value]
    default: throw Fault("D3133", value: .string(String(component)))
    }
  }

  private func writeZone(_ marker: Marker, _ hours: Int, _ minutes: Int) throws(Fault) -> String {
    let offset = hours * 100 + minutes
    guard let integer = marker.integer else { return "" }
    if offset == 0, marker.modifier == "t" { return "Z" }
    var text: String
    if integer.regular || (3...4).contains(integer.mandatory) {
      text = try integer.format(Double(offset))
    } else if (1...2).contains(integer.mandatory) {
      text = try integer.format(Double(hours))
      let sign = minutes < 0 ? "-" : ""
      let padding = minutes.magnitude < 10 ? "0" : ""
      if minutes != 0 { text += ":" + sign + padding + String(minutes.magnitude) }
    } else {
      throw Fault("D3134", value: .int(integer.mandatory))
    }
    if offset >= 0 { text = "+" + text }
    return marker.component == "z" ? "GMT" + text : text
  }

  // MARK: - Reading

  /// The milliseconds that `text` stands for; what it leaves out is taken from `now` or the beginning.
  func parse(_ text: String, now: Int) throws(Fault) -> Int? {
    var pattern = "^"
    for part in parts { pattern += "(" + (try TimePicture.pattern(part)) + ")" }
    let regex = try Regex(pattern + "$", flags: "i", at: 0)
    let units = Array(text.utf16)
    guard let match = try regex.firstMatch(in: units, from: 0) else { return nil }
    var values: [Character: Int] = [:]
    for (place, part) in parts.enumerated() {
      guard case .marker(let marker) = part, let range = match.group(place + 1) else { continue }
      let piece = String(decoding: units[range], as: UTF16.self)
      if let value = try TimePicture.value(marker, piece) { values[marker.component] = value }
    }
    if values.isEmpty { return nil }
    return try assemble(values, now)
  }

  private static func pattern(_ part: Part) throws(Fault) -> String {
    switch part {
    case .literal(let text):
      return text.map { ".*+?^${}()|[]\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    case .marker(let marker):
      if marker.component == "Z" || marker.component == "z" {
        var pattern = marker.component == "z" ? "GMT" : ""
        pattern += "[-+][0-9]+"
        if let separator = marker.integer?.separators.first, marker.integer?.regular == true {
          pattern += "\(separator.character)[0-9]+"
        }
        return pattern
      }
      if let integer = marker.integer { return try integer.pattern() }
      guard "MxFP".contains(marker.component) else {
        throw Fault("D3133", value: .string(String(marker.component)))
      }
      return "[a-zA-Z]+"
    }
  }

  private static func value(_ marker: Marker, _ text: String) throws(Fault) -> Int? {
    if marker.component == "Z" || marker.component == "z" { return zone(marker, text) }
    if marker.component == "f", text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) {
      // Digits of a fraction; what is finer than milliseconds is cut off.
      return Int(text.prefix(3) + String(repeating: "0", count: max(0, 3 - text.count)))
    }
    if let integer = marker.integer {
      return try integer.parse(text).flatMap { Int(exactly: $0) }
    }
    func place(_ names: [String]) -> Int? {
      names.firstIndex { name in
        (marker.most.map { String(name.prefix($0)) } ?? name) == text && !name.isEmpty
      }
    }
    switch marker.component {
    case "M", "x": return place(months).map { $0 + 1 }
    case "F": return place(days)
    default:
      switch text {
      case "am", "AM": return 0
      case "pm", "PM": return 1
      default: return nil
      }
    }
  }

  private static func zone(_ marker: Marker, _ given: String) -> Int? {
    let text = marker.component == "z" ? String(given.dropFirst(3)) : given
    var hours = 0
    var minutes = 0
    if marker.integer?.regular == true, let separator = marker.integer?.separators.first {
      let pieces = text.split(separator: separator.character, maxSplits: 1)
      hours = pieces.first.flatMap { leadingInteger(String($0)) } ?? 0
      minutes = pieces.count > 1 ? leadingInteger(String(pieces[1])) ?? 0 : 0
    } else if text.count <= 3 {
      hours = leadingInteger(text) ?? 0
    } else {
      hours = leadingInteger(String(text.prefix(3))) ?? 0
      minutes = leadingInteger(String(text.dropFirst(3))) ?? 0
    }
    return hours * 60 + minutes
  }

  private static func covers(_ given: [Character: Int], _ all: String, _ type: String) -> Bool {
    let present = all.filter { (given[$0] ?? 0) != 0 }
    return !present.isEmpty && present.allSatisfy { type.contains($0) }
  }

  private func assemble(_ given: [Character: Int], _ now: Int) throws(Fault) -> Int {
    let dates = "YXMxWwdD"
    let byDay = TimePicture.covers(given, dates, "YMD")
    let byDayOfYear = !byDay && TimePicture.covers(given, dates, "Yd")
    let byWeekOfMonth = TimePicture.covers(given, dates, "Xxw")
    let byWeek = !byWeekOfMonth && TimePicture.covers(given, dates, "XW")
    let times = "PHhmsf"
    let by24 = TimePicture.covers(given, times, "Hmsf")
    let by12 = !by24 && TimePicture.covers(given, times, "Phmsf")
    let dateParts = byDayOfYear ? "Yd" : byWeekOfMonth ? "XxwF" : byWeek ? "XWF" : "YMD"
    var values = given
    let present = Moment(milliseconds: now)
    var started = false
    var ended = false
    for part in dateParts + (by12 ? "Phmsf" : "Hmsf") {
      if values[part] != nil {
        started = true
        if ended { throw Fault("D3136") }
      } else if started {
        values[part] = "MDd".contains(part) ? 1 : 0
        ended = true
      } else {
        values[part] = present.component(part) ?? 0
      }
    }
    if byWeekOfMonth || byWeek { throw Fault("D3136") }
    if by12 {
      values["H"] = (values["h"] == 12 ? 0 : values["h"] ?? 0) + (values["P"] == 1 ? 12 : 0)
    }
    return milliseconds(values, byDayOfYear: byDayOfYear)
  }

  private func milliseconds(_ values: [Character: Int], byDayOfYear: Bool) -> Int {
    func value(_ part: Character, _ most: Int = 1_000_000) -> Int {
      max(-most, min(most, values[part] ?? 0))
    }
    let days =
      byDayOfYear
      ? Moment.days(year: value("Y"), month: 1, day: 1) + value("d") - 1
      : Moment.days(year: value("Y"), month: max(1, value("M")), day: value("D"))
    let time = value("H") * 3_600_000 + value("m") * 60_000 + value("s") * 1000
    let zone = value("Z") != 0 ? value("Z") : value("z")
    return days * Moment.dayLength + time + value("f", 1_000_000_000) - zone * 60_000
  }
}

extension Evaluator {
  private static let iso: TimePicture? = try? TimePicture(
    "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]")

  mutating func time(_ builtin: Builtin, _ arguments: [Item]) throws(Fault) -> Item {
    func argument(_ place: Int) -> Item {
      place < arguments.count ? arguments[place] : .undefined
    }
    switch builtin {
    case .millis: return Item(.int(Int(now.milliseconds)))
    case .now: return try format(Int(now.milliseconds), argument(0).text, argument(1).text)
    case .fromMillis:
      guard let number = argument(0).value.double, number.magnitude <= 8.64e15 else {
        return .undefined
      }
      return try format(Int(number), argument(1).text, argument(2).text)
    default:
      guard let text = argument(0).text else { return .undefined }
      if let picture = argument(1).text {
        let parsed = try TimePicture.reading(picture).parse(text, now: Int(now.milliseconds))
        return Item(parsed.flatMap { $0.magnitude <= 8_640_000_000_000_000 ? .int($0) : nil })
      }
      guard let parsed = try InstantText.parse(text) else {
        throw Fault("D3110", value: .string(text))
      }
      return Item(.int(parsed))
    }
  }

  private func format(_ milliseconds: Int, _ picture: String?, _ zone: String?) throws(Fault)
    -> Item
  {
    let format: TimePicture
    if let picture {
      format = try TimePicture.reading(picture)
    } else {
      guard let iso = Evaluator.iso else { return .undefined }
      format = iso
    }
    return Item(.string(try format.format(milliseconds, zone: zone)))
  }
}

/// The times that `$toMillis` reads without a picture: ISO 8601, from the year alone on.
enum InstantText {
  static func parse(_ text: String) throws(Fault) -> Int? {
    let bytes = Array(text.utf8)
    var place = 0
    func number(_ count: Int) -> Int? {
      guard place + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[place..<place + count] {
        guard byte &- 0x30 < 10 else { return nil }
        value = value * 10 + Int(byte &- 0x30)
      }
      place += count
      return value
    }
    func take(_ character: Character) -> Bool {
      guard place < bytes.count, bytes[place] == character.asciiValue else { return false }
      place += 1
      return true
    }
    guard let year = number(4) else { return nil }
    var moment = Moment(year: year, month: 1, day: 1)
    if take("-") {
      guard let month = number(2), (1...12).contains(month) else { return nil }
      moment.month = month
      if take("-") {
        guard let day = number(2), (1...31).contains(day) else { return nil }
        moment.day = day
      }
    }
    var milliseconds = moment.dayNumber * Moment.dayLength
    if take("T") {
      guard let hour = number(2), take(":"), let minute = number(2), take(":"),
        let second = number(2), hour <= 24, minute < 60, second < 60
      else { return nil }
      milliseconds += hour * 3_600_000 + minute * 60_000 + second * 1000
    }
    if take(".") {
      var scale = 100
      let start = place
      while let digit = number(1) {
        milliseconds += digit * scale
        scale /= 10
      }
      guard place > start else { return nil }
    }
    if place < bytes.count, !take("Z") {
      let sign = take("+") ? 1 : take("-") ? -1 : 0
      guard sign != 0, let hours = number(2) else { return nil }
      _ = take(":")
      guard let minutes = number(2), minutes < 60 else { return nil }
      milliseconds -= sign * (hours * 60 + minutes) * 60_000
    }
    return place == bytes.count ? milliseconds : nil
  }
}
