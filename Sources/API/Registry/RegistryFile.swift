import JSON
package import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// The registry's file, `.treadle/state-machines.jsonl`: a line for every change, the last one of an
/// entity counts. A torn last line is ignored.
struct RegistryFile: Sendable {
  let path: FilePath

  /// Reads the file and repeats its changes.
  func load(into registry: inout Registry) throws {
    guard let descriptor = try? FileDescriptor.open(path, .readOnly) else { return }
    let bytes = try descriptor.closeAfter { try descriptor.readToEnd() }
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let value = try? Value(parsing: Array(line)), let change = Registry.Change(value)
      else { continue }
      registry.replay(change)
    }
  }

  /// Appends changes; they are in the file when this returns.
  func append(_ changes: [Registry.Change]) throws {
    guard !changes.isEmpty else { return }
    var bytes: [UInt8] = []
    for change in changes {
      change.value.write(into: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    // The folder is there from the first time on, or the file cannot be opened and that is told.
    _ = path.removingLastComponent().withPlatformString { mkdir($0, 0o755) }
    let descriptor = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
    _ = try descriptor.closeAfter { try descriptor.writeAll(bytes) }
  }
}

extension FileDescriptor {
  /// The bytes from here to the end of the file.
  package func readToEnd() throws -> [UInt8] {
    var result: [UInt8] = []
    let chunk = 1 << 16
    while true {
      let before = result.count
      result.append(contentsOf: repeatElement(0, count: chunk))
      let count = try result.withUnsafeMutableBytes { buffer in
        try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[before...]))
      }
      result.removeLast(chunk - count)
      if count == 0 { return result }
    }
  }
}
