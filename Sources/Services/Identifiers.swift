import CCrypto
import FoundationEssentials
import JSON

#if canImport(Glibc)
  import Glibc
#endif

/// Identifiers and digests as services answer them.
enum Identifiers {
  /// A random UUID in small letters.
  static func uuid() -> String { UUID().uuidString.lowercased() }

  /// 52 capital letters and digits, as DynamoDB and other services number requests.
  static func requestID() -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
    var random = SystemRandomNumberGenerator()
    let text = (0..<52).map { _ in letters[Int.random(in: 0..<36, using: &random)] }
    return String(decoding: text, as: UTF8.self)
  }

  static func md5(_ bytes: [UInt8]) -> String { hex(digest("MD5", bytes)) }
  static func sha256(_ bytes: [UInt8]) -> String { hex(digest("SHA256", bytes)) }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  static func digest(_ algorithm: String, _ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 64)
    let count = cc_digest(algorithm, bytes, bytes.count, &digest)
    return Array(digest[..<count])
  }

  /// CRC-32 (IEEE), as S3 and DynamoDB check their answers.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xffff_ffff
    for byte in bytes { crc = (crc >> 8) ^ crcTable[Int((crc ^ UInt32(byte)) & 0xff)] }
    return ~crc
  }

  private static let crcTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 0 ? crc >> 1 : (crc >> 1) ^ 0xedb8_8320 }
  }

  static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  static func bytes(base64 text: String) -> [UInt8]? {
    Data(base64Encoded: text).map { [UInt8]($0) }
  }
}

/// The present, for what a service stamps.
enum WallClock {
  /// Milliseconds since 1970.
  static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Milliseconds of `Sat, 21 Nov 2026 04:46:00 GMT`.
  static func milliseconds(httpDate text: String) -> Int64? {
    let words = text.split(separator: " ")
    guard words.count == 6, let month = months.firstIndex(of: String(words[2])) else { return nil }
    let date = "\(words[3])-\(month < 9 ? "0" : "")\(month + 1)-\(words[1])"
    return Timestamp("\(date)T\(words[4])Z")?.milliseconds
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Sat, 21 Nov 2026 04:46:00 GMT`.
  static func httpDate(_ milliseconds: Int64) -> String {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
      + "\(parts.tm_year + 1900) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
  }
}
