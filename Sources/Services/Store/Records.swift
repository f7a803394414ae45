import JSON

/// Records that are JSON objects.
extension StoreTransaction {
  func object(_ space: String, _ key: String) throws(ServiceError) -> Object? {
    try object(space, Array(key.utf8))
  }

  func object(_ space: String, _ key: [UInt8]) throws(ServiceError) -> Object? {
    guard let body = try get(space: space, key: key) else { return nil }
    return (try? Value(parsing: body))?.object
  }

  func put(_ object: Object?, _ space: String, _ key: String) throws(ServiceError) {
    try put(object, space, Array(key.utf8))
  }

  func put(_ object: Object?, _ space: String, _ key: [UInt8]) throws(ServiceError) {
    try put(object.map { Array(Value.object($0).text.utf8) }, space: space, key: key)
  }

  /// Writes a record that the journal does not tell.
  func note(_ object: Object, _ space: String, _ key: String) throws(ServiceError) {
    do {
      try set(Array(Value.object(object).text.utf8), space: space, key: Array(key.utf8))
    } catch { throw ServiceError("InternalServerError", "\(error)", status: 500) }
  }

  /// Every record of a space, in order.
  func objects(_ space: String) throws(ServiceError) -> [(key: [UInt8], value: Object)] {
    var all: [([UInt8], Object)] = []
    try scan(space: space) { key, body in
      if let object = (try? Value(parsing: body))?.object { all.append((key, object)) }
      return true
    }
    return all
  }

  /// The next number of a series, from 1.
  func next(_ series: String) throws(ServiceError) -> Int {
    let number = (try object("series", series)?["last"]?.int ?? 0) + 1
    try put(["last": .int(number)], "series", series)
    return number
  }
}

/// Eight bytes in the order of the numbers.
func numberKey(_ number: Int) -> [UInt8] {
  (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
