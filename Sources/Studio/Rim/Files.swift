import FoundationEssentials
import Glibc

/// Files as the studio needs them: whole texts, written so that a crash leaves the old or the new.
enum Files {
  /// Why a file could not be used, in the system's words.
  struct Fault: Error {
    var reason: String

    static var last: Fault { Fault(reason: String(cString: strerror(errno))) }
  }

  /// Definitions are not read past this size.
  static let sizeLimit = 64 << 20

  static func absolute(_ path: String) -> String {
    var text = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    while text.count > 1, text.hasSuffix("/") || text.hasSuffix("/.") {
      text.removeLast(text.hasSuffix("/.") ? 2 : 1)
    }
    return text.isEmpty ? "/" : text
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// The folder of the workspace that a file is in: the nearest one above it with a configuration or
  /// a history, else its own.
  static func workspace(around path: String) -> String {
    let own = parent(path)
    var folder = own
    for _ in 0..<32 {
      for name in ["treadle.yaml", "treadle.yml", "treadle.json", ".treadle"]
      where exists(folder + "/" + name) {
        return folder
      }
      if folder == "/" { break }
      folder = parent(folder)
    }
    return own
  }

  static func read(_ path: String) -> Result<String, Fault> {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return .failure(.last) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return .failure(.last) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      return .failure(Fault(reason: "it is a folder"))
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0 { return .failure(.last) }
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
      if bytes.count > sizeLimit { return .failure(Fault(reason: "it is larger than 64 MB")) }
    }
    // A text that is not read as it is must not be written back.
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failure(Fault(reason: "it is no text in UTF-8"))
    }
    return .success(text)
  }

  /// Writes a text beside the file, to the disk, and into its place.
  static func write(_ path: String, _ text: String) -> Fault? {
    let target = realTarget(path)
    let beside = target + ".\(getpid())~"
    var status = stat()
    let mode = stat(target, &status) == 0 ? status.st_mode & 0o777 : 0o644
    let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard file >= 0 else { return .last }
    var fault: Fault?
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty, fault == nil {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 { fault = .last } else { rest = rest.dropFirst(count) }
    }
    if fault == nil, fsync(file) != 0 { fault = .last }
    close(file)
    if fault == nil, rename(beside, target) != 0 { fault = .last }
    if fault != nil { unlink(beside) }
    return fault
  }

  /// Where a link leads, so that it stays one.
  private static func realTarget(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// A copy of a text under its name in a folder of its own, readable by nobody else.
  static func temporary(_ name: String, _ text: String) -> String? {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((base + "/treadle-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { return nil }
    let path = String(cString: made) + "/" + name
    return write(path, text) == nil ? path : nil
  }

  static func removeTemporary(_ path: String) {
    unlink(path)
    rmdir(parent(path))
  }
}

/// Texts that were changed and not saved: they outlive the program.
enum Drafts {
  /// The file that keeps the draft of a definition.
  static func place(_ path: String, folder: String) -> String {
    let name = path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    let flat = name.map { $0 == "/" ? "%" : $0 }
    return folder + "/.treadle/drafts/" + String(flat)
  }

  static func find(_ path: String, folder: String) -> String? {
    try? Files.read(place(path, folder: folder)).get()
  }

  static func keep(_ path: String, _ text: String?, folder: String) -> Files.Fault? {
    let place = place(path, folder: folder)
    guard let text else {
      unlink(place)
      return nil
    }
    Files.makeFolder(Files.parent(place))
    return Files.write(place, text)
  }
}
