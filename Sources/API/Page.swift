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
    return Base64.encode(Array("\(text)/\(check(text))".utf8))
  }

  private static func decode(_ token: String, _ kind: String) -> Int? {
    guard let bytes = Base64.decode(token) else { return nil }
    let fields = String(decoding: bytes, as: UTF8.self).split(separator: "/")
    guard fields.count == 3, fields[0] == kind, let place = Int(fields[1]), place >= 0,
      fields[2] == check("\(kind)/\(place)")
    else { return nil }
    return place
  }

  private static func check(_ text: String) -> String {
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(sum, radix: 16)
  }
}

/// Base64 (RFC 4648).
enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        result.append(
          place <= group.count
            ? letters[Int(bits >> UInt32(18 - 6 * place)) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func decode(_ text: String) -> [UInt8]? {
    var bits: UInt32 = 0
    var count = 0
    var result: [UInt8] = []
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      guard let value = letters.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 1
      if count == 4 {
        result += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
        (bits, count) = (0, 0)
      }
    }
    switch count {
    case 0: return result
    case 2: return result + [UInt8(bits >> 4 & 255)]
    case 3: return result + [UInt8(bits >> 10 & 255), UInt8(bits >> 2 & 255)]
    default: return nil
    }
  }
}
