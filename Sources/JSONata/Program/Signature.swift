import JSON

/// What a function takes, e.g. `<s-nn?:s>`.
struct Signature: Sendable {
  /// The kinds of argument, as bits.
  struct Kinds: OptionSet, Sendable {
    let rawValue: UInt8
    static let string = Kinds(rawValue: 1)
    static let number = Kinds(rawValue: 2)
    static let bool = Kinds(rawValue: 4)
    static let null = Kinds(rawValue: 8)
    static let array = Kinds(rawValue: 16)
    static let object = Kinds(rawValue: 32)
    static let function = Kinds(rawValue: 64)
    static let missing = Kinds(rawValue: 128)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init?(symbol: Character) {
      switch symbol {
      case "s": self = .string
      case "n": self = .number
      case "b": self = .bool
      case "l": self = .null
      case "a": self = .array
      case "o": self = .object
      case "f": self = .function
      case "m": self = .missing
      default: return nil
      }
    }

    init(of item: Item) {
      switch item.tag {
      case .function: self = .function
      case .value: self.init(of: item.value)
      default: self = .missing
      }
    }

    init(of value: Value) {
      switch value {
      case .null: self = .null
      case .bool: self = .bool
      case .int, .double: self = .number
      case .string: self = .string
      case .array: self = .array
      case .object(let object): self = object.shape === FunctionBox.shape ? .function : .object
      }
    }
  }

  struct Parameter: Sendable {
    var kinds: Kinds
    /// Takes an array: anything else is put into one.
    var array = false
    /// What the array's elements must be; a letter of `sentence`.
    var element: Character?
    var optional = false
    var repeated = false
    /// Left out, it is the context.
    var context = false
  }

  private(set) var parameters: [Parameter] = []
  /// As written.
  let definition: String

  /// Reads a signature in angle brackets. The position of a failure is an offset into it.
  init(_ definition: String) throws(Fault) {
    self.definition = definition
    let letters = Array(definition)
    var place = 1
    while place < letters.count, letters[place] != ":" {
      let letter = letters[place]
      switch letter {
      case "s", "n", "b", "l", "o":
        guard let kinds = Kinds(symbol: letter) else { break }
        parameters.append(Parameter(kinds: [kinds, .missing]))
      case "a":
        let all: Kinds = [.array, .string, .number, .bool, .null, .function, .object, .missing]
        parameters.append(Parameter(kinds: all, array: true))
      case "f": parameters.append(Parameter(kinds: .function))
      case "j":
        parameters.append(
          Parameter(kinds: [.array, .string, .number, .bool, .null, .object, .missing]))
      case "x":
        parameters.append(
          Parameter(
            kinds: [.array, .string, .number, .bool, .null, .function, .object, .missing]))
      case "-": change { $0.context = true }
      case "?": change { $0.optional = true }
      case "+": change { $0.repeated = true }
      case "(":
        let end = Signature.closing(letters, place, "(", ")")
        try choice(letters[min(place + 1, end)..<end], at: place)
        place = end
      case "<":
        let end = Signature.closing(letters, place, "<", ">")
        try element(letters[min(place + 1, end)..<end], at: place)
        place = end
      default: break
      }
      place += 1
    }
  }

  private mutating func change(_ change: (inout Parameter) -> Void) {
    guard !parameters.isEmpty else { return }
    change(&parameters[parameters.count - 1])
  }

  private mutating func choice(_ letters: ArraySlice<Character>, at place: Int) throws(Fault) {
    guard !letters.contains("<") else {
      throw Fault("S0402", position: place, value: .string(String(letters)))
    }
    var kinds: Kinds = .missing
    for letter in letters {
      if let kind = Kinds(symbol: letter) { kinds.insert(kind) }
    }
    parameters.append(Parameter(kinds: kinds))
  }

  private mutating func element(_ letters: ArraySlice<Character>, at place: Int) throws(Fault) {
    guard let last = parameters.last, last.array || last.kinds == .function else {
      throw Fault("S0401", position: place)
    }
    change { $0.element = $0.array ? letters.first : nil }
  }

  private static func closing(
    _ letters: [Character], _ start: Int, _ open: Character, _ close: Character
  ) -> Int {
    var depth = 1
    var place = start + 1
    while place < letters.count {
      if letters[place] == close {
        depth -= 1
        if depth == 0 { return place }
      } else if letters[place] == open {
        depth += 1
      }
      place += 1
    }
    return letters.count
  }

  // MARK: - Checking

  /// The arguments as the function takes them: arrays made, the context put in for what is missing.
  func checked(_ arguments: [Item], context: Item) throws(Fault) -> [Item] {
    if let simple = try checkedInOrder(arguments) { return simple }
    let kinds = arguments.map { Kinds(of: $0) }
    let reached = reachable(kinds)
    guard let counts = counts(kinds, reached) else {
      // The first parameter that cannot be reached is to blame, else an argument too many.
      let last = reached.last { $0.contains(true) }?.lastIndex(of: true) ?? 0
      let value = last < arguments.count ? arguments[last].json : nil
      throw Fault("T0410", value: value, index: last + 1)
    }
    return try assigned(arguments, counts, context)
  }

  /// The common case: each parameter has its argument.
  private func checkedInOrder(_ arguments: [Item]) throws(Fault) -> [Item]? {
    guard arguments.count == parameters.count else { return nil }
    var hasArrays = false
    for place in arguments.indices {
      let parameter = parameters[place]
      guard parameter.kinds.contains(Kinds(of: arguments[place])) else { return nil }
      if parameter.repeated, place + 1 < arguments.count { return nil }
      hasArrays = hasArrays || parameter.array
    }
    guard hasArrays else { return arguments }
    // What arrays hold is looked at when all arguments are of a fitting kind.
    var changed: [Item]?
    for place in arguments.indices {
      let parameter = parameters[place]
      if parameter.array {
        let kind = Kinds(of: arguments[place])
        if kind == .missing { continue }
        try checkElements(arguments[place], kind, parameter, place + 1)
        if kind != .array {
          if changed == nil { changed = arguments }
          changed?[place] = FunctionBox.list(arguments[place])
        }
      }
    }
    return changed ?? arguments
  }

  /// How many arguments from `place` on a parameter can take at most.
  private func most(_ parameter: Parameter, _ kinds: [Kinds], _ place: Int) -> Int {
    var count = 0
    while count < (parameter.repeated ? kinds.count - place : 1), place + count < kinds.count,
      parameter.kinds.contains(kinds[place + count])
    {
      count += 1
    }
    return count
  }

  private func least(_ parameter: Parameter) -> Int {
    parameter.optional || parameter.context ? 0 : 1
  }

  /// Before each parameter and behind the last: which numbers of arguments can be taken by then. Ends
  /// with a row of none where a parameter cannot be reached.
  private func reachable(_ kinds: [Kinds]) -> [[Bool]] {
    var row = [Bool](repeating: false, count: kinds.count + 1)
    row[0] = true
    var rows = [row]
    for parameter in parameters {
      // A table that no call that is meant comes near.
      guard rows.count * row.count < 1 << 22 else { break }
      var next = [Bool](repeating: false, count: row.count)
      for place in row.indices where row[place] {
        let most = most(parameter, kinds, place)
        let least = least(parameter)
        if most >= least { for count in least...most { next[place + count] = true } }
      }
      rows.append(next)
      row = next
      if !next.contains(true) { break }
    }
    return rows
  }

  /// How many arguments each parameter takes, the first as many as it can.
  private func counts(_ kinds: [Kinds], _ reached: [[Bool]]) -> [Int]? {
    guard reached.count == parameters.count + 1, reached.last?.last == true else { return nil }
    // From the end: from where the rest of the parameters takes exactly the rest of the arguments.
    var good = [[Bool]](repeating: [], count: parameters.count + 1)
    good[parameters.count] = reached[0].map { _ in false }
    good[parameters.count][kinds.count] = true
    for place in parameters.indices.reversed() {
      let most = reached[place].indices.map { self.most(parameters[place], kinds, $0) }
      let least = least(parameters[place])
      good[place] = reached[place].indices.map { argument in
        reached[place][argument] && most[argument] >= least
          && (least...most[argument]).contains { good[place + 1][argument + $0] }
      }
    }
    var counts: [Int] = []
    var argument = 0
    for place in parameters.indices {
      let least = least(parameters[place])
      let most = most(parameters[place], kinds, argument)
      guard most >= least,
        let count = (least...most).last(where: { good[place + 1][argument + $0] })
      else { return nil }
      counts.append(count)
      argument += count
    }
    return counts
  }

  private func assigned(_ arguments: [Item], _ counts: [Int], _ context: Item) throws(Fault)
    -> [Item]
  {
    var result: [Item] = []
    var place = 0
    for (index, parameter) in parameters.enumerated() {
      if counts[index] == 0 {
        if parameter.context {
          guard parameter.kinds.contains(Kinds(of: context)) else {
            throw Fault("T0411", value: context.json, index: place + 1)
          }
          result.append(context)
        } else {
          result.append(place < arguments.count ? arguments[place] : .undefined)
          place += 1
        }
        continue
      }
      for _ in 0..<counts[index] {
        let argument = place < arguments.count ? arguments[place] : .undefined
        place += 1
        let kind = Kinds(of: argument)
        if parameter.array, kind != .missing {
          try checkElements(argument, kind, parameter, place)
          result.append(kind == .array ? argument : FunctionBox.list(argument))
        } else {
          result.append(argument)
        }
      }
    }
    return result
  }

  private func checkElements(
    _ argument: Item, _ kind: Kinds, _ parameter: Parameter, _ index: Int
  ) throws(Fault) {
    guard let letter = parameter.element else { return }
    let fits: Bool
    if kind == .array {
      let elements = argument.elements ?? []
      if elements.isEmpty { return }
      let wanted = Kinds(symbol: letter) ?? []
      fits = elements.allSatisfy { Kinds(of: $0) == wanted }
    } else {
      fits = kind == Kinds(symbol: letter)
    }
    if !fits {
      throw Fault(
        "T0412", value: argument.json, other: .string(Signature.sentence(letter)), index: index)
    }
  }

  private static func sentence(_ letter: Character) -> String {
    switch letter {
    case "a": "arrays"
    case "b": "booleans"
    case "f": "functions"
    case "n": "numbers"
    case "o": "objects"
    case "s": "strings"
    default: "values"
    }
  }
}

/// How a function is kept in an array or an object: as an object of a form that nothing else has, whose
/// one member is the function's number.
enum FunctionBox {
  private static let prototype = Object([("function", .int(0))])
  static let shape = prototype.shape
  static let id = ObjectIdentifier(shape)

  static func boxed(_ number: Int) -> Value {
    .object(Object(like: prototype, values: [.int(number)]))
  }

  /// The number of the function in `value`, if it is one.
  static func number(_ value: Value) -> Int? {
    guard case .object(let object) = value, ObjectIdentifier(object.shape) == id,
      case .int(let number)? = object.values.first
    else { return nil }
    return number
  }

  /// An array of one item.
  static func list(_ item: Item) -> Item {
    Item(.array([item.element]), nesting: item.nesting &+ 1)
  }
}

extension Item {
  /// The value as it stands in an array or object; functions boxed.
  var element: Value {
    tag == .function ? FunctionBox.boxed(value.int ?? 0) : value
  }

  /// The value for a message.
  var json: Value? { tag == .value ? value : nil }

  /// An item out of an array or object.
  init(element: Value, nesting: UInt16 = 0) {
    if case .object(let object) = element, ObjectIdentifier(object.shape) == FunctionBox.id {
      self.init(function: FunctionBox.number(element) ?? 0)
    } else {
      self.init(element, nesting: nesting)
    }
  }
}
