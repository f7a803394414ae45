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
    return String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      for nibble in 0..<32 {
        if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
          text[place] = UInt8(ascii: "-")
          place += 1
        }
        let word = nibble < 16 ? high : low
        text[place] = Self.digits[Int(word >> UInt64(60 - 4 * (nibble & 15)) & 15)]
        place += 1
      }
      return place
    }
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
