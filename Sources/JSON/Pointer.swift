/// A JSON Pointer (RFC 6901): `/States/Check~1out/Choices/0`.
public struct Pointer: Sendable, Hashable {
  /// The reference tokens, unescaped. The empty pointer is the whole document.
  public var tokens: [String]

  public init(tokens: [String] = []) { self.tokens = tokens }

  /// Reads a pointer's text; `nil` where it neither is empty nor starts with `/`, or where a `~` is
  /// not followed by `0` or `1`.
  public init?(_ text: String) {
    tokens = []
    guard !text.isEmpty else { return }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    for part in text.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      var token: [UInt8] = []
      var tilde = false
      for byte in part {
        switch (tilde, byte) {
        case (true, UInt8(ascii: "0")): token.append(UInt8(ascii: "~"))
        case (true, UInt8(ascii: "1")): token.append(UInt8(ascii: "/"))
        case (true, _): return nil
        case (false, UInt8(ascii: "~")):
          tilde = true
          continue
        case (false, _): token.append(byte)
        }
        tilde = false
      }
      guard !tilde else { return nil }
      tokens.append(String(decoding: token, as: UTF8.self))
    }
  }

  /// The pointer to a member of what this one points to.
  public func appending(_ name: String) -> Pointer { Pointer(tokens: tokens + [name]) }
  /// The pointer to an element of what this one points to.
  public func appending(_ index: Int) -> Pointer { Pointer(tokens: tokens + [String(index)]) }
  /// The pointer to what holds this one's node; `nil` for the whole document.
  public var parent: Pointer? { tokens.isEmpty ? nil : Pointer(tokens: tokens.dropLast()) }

  /// The value it points to, or `nil`.
  public func find(_ root: Value) -> Value? {
    var node = root
    for token in tokens {
      switch node {
      case .object(let object):
        guard let child = object[token] else { return nil }
        node = child
      case .array(let elements):
        guard let index = Pointer.index(token), elements.indices.contains(index) else { return nil }
        node = elements[index]
      default: return nil
      }
    }
    return node
  }

  /// A token as an array's index: digits without a leading zero.
  static func index(_ token: String) -> Int? {
    guard token.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let index = Int(token) else { return nil }
    return token.utf8.count > 1 && token.utf8.first == UInt8(ascii: "0") ? nil : index
  }
}

extension Pointer: CustomStringConvertible {
  /// The text, escaped.
  public var description: String {
    var bytes: [UInt8] = []
    for token in tokens {
      bytes.append(UInt8(ascii: "/"))
      for byte in token.utf8 {
        switch byte {
        case UInt8(ascii: "~"): bytes.append(contentsOf: "~0".utf8)
        case UInt8(ascii: "/"): bytes.append(contentsOf: "~1".utf8)
        default: bytes.append(byte)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
