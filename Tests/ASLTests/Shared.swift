import Foundation

/// The data that all of the project's tests share, beside the package. Tests that need it say so
/// and pass where it is not there.
enum Shared {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared")

  /// The text of a file below the folder; `nil`, and a word about it, where there is none.
  static func text(_ path: String) -> String? {
    let url = folder.appending(path: path)
    guard let data = try? Data(contentsOf: url) else {
      print("skipped: no \(path) beside the package")
      return nil
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The names of the files in a folder, sorted.
  static func names(in path: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: path).path())
    return (names ?? []).sorted()
  }
}
