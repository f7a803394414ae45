import JSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Data beside the package that tests read where it is there.
enum Shared {
  /// The folder `name` of the shared data, or `nil`.
  static func folder(_ name: String) -> String? {
    let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let folder = package.dropLast().joined(separator: "/") + "/shared/" + name
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  static func lines(_ path: String) throws -> [String] {
    try text(path).split(separator: "\n").map(String.init)
  }
}
