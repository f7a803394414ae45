import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#endif

/// The few things that services do with files.
enum Files {
  /// The bytes of a file, or why it cannot be read.
  static func bytes(_ path: String) throws(WorkspaceError) -> [UInt8] {
    do { return [UInt8](try Data(contentsOf: URL(filePath: path))) } catch {
      throw WorkspaceError(file: path, message: reason(path))
    }
  }

  static func text(_ path: String) throws(WorkspaceError) -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Nanoseconds since 1970 of the last change, `nil` where there is no such file.
  static func modified(_ path: String) -> Int64? { mark(path)?.modified }

  /// What tells whether a file was changed: its size, and nanoseconds since 1970 of the last change.
  static func mark(_ path: String) -> (size: Int, modified: Int64)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (
      Int(status.st_size),
      Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    )
  }

  /// - Parameter isPrivate: whether only the user may look into it.
  static func makeFolder(_ path: String, isPrivate: Bool = false) throws(WorkspaceError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: isPrivate ? [.posixPermissions: 0o700] : nil)
    } catch { throw WorkspaceError(file: path, message: "this folder cannot be made: \(error)") }
  }

  /// Removes a file, or a folder with all in it, if it is there.
  static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file in one go: whoever reads sees the old or the new bytes, never a part.
  static func write(_ bytes: [UInt8], to path: String) throws(WorkspaceError) {
    do { try Data(bytes).write(to: URL(filePath: path), options: .atomic) } catch {
      throw WorkspaceError(file: path, message: "this file cannot be written: \(error)")
    }
  }

  /// The names in a folder, sorted; none where there is no such folder.
  static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private static func reason(_ path: String) -> String {
    if !exists(path) { return "there is no such file" }
    return isFolder(path) ? "this is a folder, not a file" : "this file cannot be read"
  }
}
