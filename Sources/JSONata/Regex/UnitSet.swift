extension Regex {
  /// A set of code units: a bitmap for ASCII, ranges for the rest.
  struct UnitSet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var ranges: [ClosedRange<UInt16>] = []
    var inverted = false

    mutating func insert(_ range: ClosedRange<UInt16>) {
      for unit in range.lowerBound...max(range.lowerBound, min(range.upperBound, 127))
      where unit < 128 {
        if unit < 64 { low |= 1 << UInt64(unit) } else { high |= 1 << UInt64(unit - 64) }
      }
      if range.upperBound >= 128 { ranges.append(max(range.lowerBound, 128)...range.upperBound) }
    }

    mutating func formUnion(_ other: UnitSet) {
      if !other.inverted {
        low |= other.low
        high |= other.high
        ranges += other.ranges
        return
      }
      low |= ~other.low
      high |= ~other.high
      var next: UInt16 = 128
      for range in other.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if range.lowerBound > next { ranges.append(next...range.lowerBound - 1) }
        if range.upperBound == .max { return }
        next = max(next, range.upperBound + 1)
      }
      ranges.append(next...(.max))
    }

    @inline(__always) func contains(_ unit: UInt16) -> Bool {
      let found: Bool
      if unit < 64 {
        found = low >> UInt64(unit) & 1 != 0
      } else if unit < 128 {
        found = high >> UInt64(unit - 64) & 1 != 0
      } else {
        found = ranges.contains { $0.contains(unit) }
      }
      return found != inverted
    }

    /// The set with the other case of its letters.
    var ignoringCase: UnitSet {
      var result = self
      let letters: UInt64 = 0x07FF_FFFE
      let both = (high | high >> 32) & letters
      result.high |= both | both << 32
      if ranges.isEmpty { return result }
      result.inverted = false
      for pair in UnitSet.pairs where result.contains(pair.one) {
        result.insert(pair.other...pair.other)
      }
      for pair in UnitSet.pairs where result.contains(pair.other) {
        result.insert(pair.one...pair.one)
      }
      result.inverted = inverted
      return result
    }

    /// Letters beyond ASCII with what they are folded to.
    private static let pairs: [(one: UInt16, other: UInt16)] =
      (UInt16(128)...UInt16.max).compactMap { unit in
        let folded = Regex.fold(unit)
        return folded == unit ? nil : (unit, folded)
      }
  }
}
