import JSON

/// A page of a listing and the token of the next one.
///
/// A token is the place to go on from with a check on what was listed, so that a made-up one is
/// recognised.
enum Page {
  /// AWS's page size where `maxResults` is absent or 0.
  static let defaultSize = 100

  static func size(_ request: Value, default standard: Int = defaultSize) -> Int {
    guard let size = request["maxResults"]?.int, size > 0 else { return standard }
    return size
  }

  /// The place to start from: 0, or what the token says.
  static func start(_ request: Value, _ kind: String) throws(Fault) -> Int {
    guard let token = request["nextToken"]?.string else { return 0 }
    guard let place = decode(token, kind) else { throw .invalidToken }
    return place
  }

  /// The elements of the page, and its token where more follow.
  static func cut<Element>(_ elements: [Element], _ request: Value, _ kind: String)
    throws(Fault) -> (elements: ArraySlice<Element>, token: String?)
  {
    let start = min(try start(request, kind), elements.count)
    let end = min(start + size(request), elements.count)
    return (elements[start..<end], end < elements.count ? encode(end, kind) : nil)
  }

  static func encode(_ place: Int, _ kind: String) -> String {
    let text = "\(kind)/\(place)"
    let bytes = "\(text)/\(check(text))".utf8
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func decode(_ token: String, _ kind: String) -> Int? {
    guard let bytes = unhex(token) else { return nil }
    let fields = String(decoding: bytes, as: UTF8.self).split(separator: "/")
    guard fields.count == 3, fields[0] == kind, let place = Int(fields[1]), place >= 0,
      fields[2] == check("\(kind)/\(place)")
    else { return nil }
    return place
  }

  private static func unhex(_ text: String) -> [UInt8]? {
    let digits = text.map(\.hexDigitValue)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[place], let low = digits[place + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }

  private static func check(_ text: String) -> String {
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(sum, radix: 16)
  }
}
