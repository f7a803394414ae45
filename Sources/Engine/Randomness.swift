/// The numbers that an execution draws: all follow from its seed (SplitMix64).
package struct Randomness: Sendable, RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, but not including, 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A version 4 UUID.
  package mutating func uuid() -> String {
    let high = next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (place, nibble) in (0..<32).map({ $0 < 16 ? high >> (60 - 4 * $0) : low >> (124 - 4 * $0) })
      .enumerated()
    {
      if place == 8 || place == 12 || place == 16 || place == 20 { text.append(UInt8(ascii: "-")) }
      text.append(Self.digits[Int(nibble & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What `SendTaskSuccess` will name: 64 characters that nobody guesses.
  mutating func token() -> String {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for _ in 0..<8 {
      let word = next()
      for shift in stride(from: 0, to: 48, by: 6) {
        text.append(Self.letters[Int(word >> UInt64(shift) & 63)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
