import JSON
import Testing

/// A small generator with a seed, so that a failure can be had again (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct FuzzTests {
  static let seeds = [
    DocumentTests.sample, PathTests.document,
    #"[1.5e-3,-0.0,"\ud83d\ude00\n",{"a":{"a":[]}},null]"#,
    "{a: 1, 'b': [+1, .5,], /* c */ \"d\": ${E} // f\n}",
  ]

  static func mutated(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = bytes
    let alphabet = Array("{}[]\",:'\\/*0123456789.eE+-truefalsn @$?()=&|!<>~\n\tu\u{00e9}".utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...12, using: &random))
      let letter = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = letter
      case 1: bytes.insert(letter, at: place)
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
      default: bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
    }
    return bytes
  }

  @Test func readersNeverTrap() throws {
    var random = Seeded(state: 1)
    for round in 0..<6000 {
      let bytes = FuzzTests.mutated(Array(FuzzTests.seeds[round % 4].utf8), &random)
      let document = Document(bytes: bytes, mode: round % 2 == 0 ? .lenient : .strict)
      for fault in document.faults { #expect((0...bytes.count).contains(fault.offset)) }
      for node in document.nodes {
        #expect(node.range.upperBound <= bytes.count)
        if let parent = node.parent {
          let outer = document.nodes[parent].range
          #expect(outer.lowerBound <= node.range.lowerBound)
          #expect(node.range.upperBound <= outer.upperBound)
        }
      }
      let offset = Int.random(in: -1...(bytes.count + 1), using: &random)
      let pointer = document.pointer(at: offset)
      // A pointer to a name that stands twice leads to the last one.
      let twice = document.faults.contains { $0.kind == .duplicateName }
      #expect(document.node(at: pointer) != nil || document.root == nil || twice)
      _ = document.replacing(pointer, with: 1)
      _ = document.removing(pointer)
      _ = document.inserting(1, named: "new", into: pointer)
      _ = document.inserting(1, into: pointer)
      do throws(ParseError) {
        let value = try Value(parsing: bytes)
        #expect(document.isWellFormed)
        #expect(document.value == value)
        #expect(try Value(parsing: value.text) == value)
        #expect(try Value(parsing: value.pretty()) == value)
      } catch {
        #expect((0...bytes.count).contains(error.offset))
        if round % 2 == 1 { #expect(!document.isWellFormed, "\(document.text)") }
      }
    }
  }

  @Test func pathsNeverTrap() throws {
    var random = Seeded(state: 2)
    let root = try Value(parsing: PathTests.document)
    for round in 0..<20_000 {
      let seed = PathTests.table[round % PathTests.table.count].0
      let text = String(decoding: FuzzTests.mutated(Array(seed.utf8), &random), as: UTF8.self)
      do throws(PathError) {
        let path = try Path(text)
        _ = path.find(root)
        _ = path.setting(1, in: root)
        if path.root == .input { #expect(try Path(path.text).normalised == path.normalised) }
      } catch {
        #expect((0...text.utf8.count).contains(error.position), "\(text)")
      }
    }
  }

  /// An edit's document reads as the edited value, and keeps every other scalar's text.
  @Test func editsEditTheValue() throws {
    var random = Seeded(state: 3)
    let seeds = [
      DocumentTests.sample, DocumentTests.sample.split(separator: "\n").joined(separator: "\r\n"),
      "[1,2,[3,4],{\"a\":5,\"b\":[]}]", "{ }",
      "[\n\t{\n\t\t\"a\": [ 1, // x\n 2 ] }, 3 /* y */ ,\n 4\n]",
      "[1, // one\n 2 // two\n]", "{\"a\": 1 /* c */, /* d */ \"b\": 2 // e\n, \"c\": 3}",
    ]
    for round in 0..<4000 {
      var document = Document(seeds[round % seeds.count])
      for _ in 0..<6 {
        let node = Int.random(in: 0..<document.nodes.count, using: &random)
        let pointer = document.pointer(at: document.nodes[node].range.lowerBound)
        let value: Value = [0, "x", ["k": [1, "two"]], [], [:], [[1]]][
          Int.random(in: 0..<6, using: &random)]
        let index = Int.random(in: 0...3, using: &random)
        let old = document
        let edited: Document?
        var expected: Value?
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
          edited = document.replacing(pointer, with: value)
          expected = FuzzTests.change(document.value, pointer.tokens[...]) { _ in value }
          if let edited, let range = document.node(at: pointer)?.range {
            #expect(edited.bytes.starts(with: old.bytes[..<range.lowerBound]))
            #expect(edited.bytes.reversed().starts(with: old.bytes[range.upperBound...].reversed()))
          }
        case 1:
          edited = document.removing(pointer)
          expected =
            pointer.tokens.isEmpty
            ? nil : FuzzTests.change(document.value, pointer.tokens[...]) { _ in nil }
        case 2:
          let name = "n\(Int.random(in: 0...20, using: &random))"
          edited = document.inserting(
            value, named: name, into: pointer, at: Bool.random(using: &random) ? 0 : nil)
          expected =
            edited == nil
            ? nil
            : FuzzTests.change(document.value, pointer.tokens[...]) { old in
              guard case .object(var object) = old else { return old }
              object[name] = value
              return .object(object)
            }
        case 3:
          edited = document.inserting(value, into: pointer, at: index)
          expected =
            edited == nil
            ? nil
            : FuzzTests.change(document.value, pointer.tokens[...]) { old in
              guard case .array(var elements) = old else { return old }
              elements.insert(value, at: index)
              return .array(elements)
            }
        default:
          let name = "r\(Int.random(in: 0...20, using: &random))"
          edited = document.renaming(pointer, to: name)
          expected = nil
          if let edited, let value = document.node(at: pointer)?.value, let parent = pointer.parent
          {
            #expect(edited.node(at: parent.appending(name))?.value == value)
            expected = edited.value
          }
        }
        #expect((edited == nil) == (expected == nil))
        guard let edited else { continue }
        #expect(edited.faults.isEmpty, "\(old.text) -> \(edited.text)")
        #expect(edited.value == expected, "\(old.text) -> \(edited.text)")
        document = edited
      }
    }
  }

  /// `root` with the value at a place changed, or taken out where `body` gives `nil`.
  static func change(_ root: Value, _ tokens: ArraySlice<String>, _ body: (Value) -> Value?)
    -> Value?
  {
    guard let token = tokens.first else { return body(root) }
    switch root {
    case .object(var object):
      object[token] = object[token].flatMap { change($0, tokens.dropFirst(), body) }
      return .object(object)
    case .array(var elements):
      guard let index = Int(token) else { return nil }
      if let child = change(elements[index], tokens.dropFirst(), body) {
        elements[index] = child
      } else {
        elements.remove(at: index)
      }
      return .array(elements)
    default: return nil
    }
  }
}
