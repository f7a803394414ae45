import CCrypto

/// The digest of `text` in UTF-8 as lower-case hexadecimal digits; `nil` where the algorithm is none of
/// `MD5`, `SHA-1`, `SHA-256`, `SHA-384`, `SHA-512` (as written here).
///
/// For `$hash` and for the intrinsic function `States.Hash`.
public func digest(_ text: String, algorithm: String) -> String? {
  let names = [
    "MD5": "MD5", "SHA-1": "SHA1", "SHA-256": "SHA256", "SHA-384": "SHA384", "SHA-512": "SHA512",
  ]
  guard let name = names[algorithm] else { return nil }
  var bytes = [UInt8](repeating: 0, count: 64)
  let message = Array(text.utf8)
  let count = cc_digest(name, message, message.count, &bytes)
  guard count > 0, count <= bytes.count else { return nil }
  let digits = Array("0123456789abcdef".utf8)
  let hexadecimal = bytes[..<count].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  return String(decoding: hexadecimal, as: UTF8.self)
}
