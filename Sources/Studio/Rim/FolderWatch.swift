import Glibc

/// Tells when something changes in folders, some of which may not exist yet (inotify).
struct FolderWatch: ~Copyable {
  /// Readable when something changed.
  let descriptor: Int32
  /// The folders that are wanted, each with what of it matters.
  private let wanted: [(path: String, mask: UInt32)]
  private var watched: [String: Int32] = [:]

  /// - Parameters:
  ///   - growing: folders whose files are looked at as they grow.
  ///   - others: folders in which only names come and go.
  init(growing: [String], others: [String]) {
    descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    let names = UInt32(IN_CREATE | IN_DELETE | IN_MOVED_TO)
    wanted =
      growing.map { ($0, names | UInt32(IN_MODIFY)) } + others.map { ($0, names) }
    look()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Forgets what has been told, and watches folders that were made meanwhile. A folder that is
  /// watched already is the same watch again.
  mutating func look() {
    guard descriptor >= 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while read(descriptor, &buffer, buffer.count) > 0 {}
    for (path, mask) in wanted {
      let watch = inotify_add_watch(descriptor, path, mask | UInt32(IN_ONLYDIR))
      watched[path] = watch >= 0 ? watch : nil
    }
  }
}
