import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A started program with its streams as plain descriptors, in a process group of its own so that
/// whatever it starts ends with it.
struct ChildProcess: Sendable {
  let pid: pid_t
  /// Reading ends of standard output and error, non-blocking.
  let output: Int32
  let errors: Int32
  /// Our end of the socket that is descriptor 3 in the child, non-blocking.
  let channel: Int32

  /// Starts `arguments[0]`, looked up in the path, in `folder`.
  static func start(
    _ arguments: [String], environment: [String: String], folder: String
  ) -> Result<ChildProcess, SpawnFault> {
    // Between the making of a pipe and its marking, no other child may be started and inherit it.
    spawning.withLock { _ in startAlone(arguments, environment: environment, folder: folder) }
  }

  private static let spawning = Mutex(())

  private static func startAlone(
    _ arguments: [String], environment: [String: String], folder: String
  ) -> Result<ChildProcess, SpawnFault> {
    var ends = Ends()
    guard ends.open() else { return .failure(SpawnFault(code: errno)) }
    defer { ends.closeTheirs() }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends.output.theirs, 1)
    posix_spawn_file_actions_adddup2(&actions, ends.errors.theirs, 2)
    posix_spawn_file_actions_adddup2(&actions, ends.channel.theirs, 3)
    for descriptor in inherited() { posix_spawn_file_actions_addclose(&actions, descriptor) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The child must not inherit what a terminal program blocks or ignores.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var pid: pid_t = 0
    let command = ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", folder] + arguments
    let code = withCStrings(command) { argv in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { envp in
        posix_spawnp(&pid, command[0], &actions, &attributes, argv, envp)
      }
    }
    guard code == 0 else {
      ends.closeOurs()
      return .failure(SpawnFault(code: code))
    }
    return .success(
      ChildProcess(
        pid: pid, output: ends.output.ours, errors: ends.errors.ours, channel: ends.channel.ours))
  }

  /// Descriptors beyond the first four that a child would have. Others in this program may not mark
  /// theirs, and a warm function would hold them open for ever.
  private static func inherited() -> [Int32] {
    Files.names(in: "/proc/self/fd").compactMap { Int32($0) }.filter {
      let flags = fcntl($0, F_GETFD)
      return $0 > 3 && flags >= 0 && flags & FD_CLOEXEC == 0
    }
  }

  /// Kills the program and what it has started.
  func kill() {
    _ = Glibc.kill(-pid, SIGKILL)
    _ = Glibc.kill(pid, SIGKILL)
  }

  /// Waits for the end, which must be near, closes the streams and tells how it ended.
  func reap() -> Exit {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    _ = Glibc.kill(-pid, SIGKILL)
    for descriptor in [output, errors, channel] { close(descriptor) }
    return status & 0x7f == 0 ? .status((status >> 8) & 0xff) : .signal(status & 0x7f)
  }

  /// How a program ended.
  enum Exit: Sendable, Hashable {
    case status(Int32)
    case signal(Int32)

    /// In the words of the Lambda runtime.
    var reason: String {
      switch self {
      case .status(0): "Runtime exited without providing a reason"
      case .status(let code): "Runtime exited with error: exit status \(code)"
      case .signal(let number):
        "Runtime exited with error: signal: \(ChildProcess.signalNames[number] ?? "\(number)")"
      }
    }
  }

  private static let signalNames: [Int32: String] = [
    SIGKILL: "killed", SIGSEGV: "segmentation fault", SIGABRT: "aborted", SIGTERM: "terminated",
    SIGINT: "interrupt", SIGBUS: "bus error", SIGFPE: "floating point exception",
  ]
}

/// Why a program could not be started.
struct SpawnFault: Error {
  var code: Int32

  var reason: String { String(cString: strerror(code)) }
}

/// The pairs of descriptors between us and a child.
private struct Ends {
  var output: (ours: Int32, theirs: Int32) = (-1, -1)
  var errors: (ours: Int32, theirs: Int32) = (-1, -1)
  var channel: (ours: Int32, theirs: Int32) = (-1, -1)

  mutating func open() -> Bool {
    var pair: [Int32] = [-1, -1]
    guard pipe(&pair) == 0 else { return false }
    output = (pair[0], pair[1])
    guard pipe(&pair) == 0 else { return giveUp() }
    errors = (pair[0], pair[1])
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { return giveUp() }
    channel = (pair[0], pair[1])
    for end in [output.ours, output.theirs, errors.ours, errors.theirs] {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    for ours in [output.ours, errors.ours, channel.ours] {
      _ = fcntl(ours, F_SETFL, fcntl(ours, F_GETFL) | O_NONBLOCK)
    }
    return true
  }

  private func giveUp() -> Bool {
    let code = errno
    closeOurs()
    closeTheirs()
    errno = code
    return false
  }

  func closeOurs() {
    for end in [output.ours, errors.ours, channel.ours] where end >= 0 { close(end) }
  }

  func closeTheirs() {
    for end in [output.theirs, errors.theirs, channel.theirs] where end >= 0 { close(end) }
  }
}

/// Runs `body` with a null-terminated array of C strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
