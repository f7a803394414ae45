import JSON

/// The workers of one function: as many as run at the same time, kept warm, replaced when the
/// handler's file changes.
actor FunctionPool {
  let configuration: FunctionConfiguration
  private let start: @Sendable () -> Result<any FunctionWorker, StartFault>
  private let watch: SourceWatch
  private var idle: [any FunctionWorker] = []
  private var running = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var version: Int64 = 0
  private var all: [ObjectIdentifier: any FunctionWorker] = [:]

  init(
    configuration: FunctionConfiguration, watch: SourceWatch,
    start: @escaping @Sendable () -> Result<any FunctionWorker, StartFault>
  ) {
    self.configuration = configuration
    self.watch = watch
    self.start = start
  }

  func invoke(_ invocation: Invocation) async -> InvocationResult {
    await enter()
    defer { leave() }
    guard !Task.isCancelled else { return .exited(invocation, "cancelled") }
    let worker: any FunctionWorker
    switch warmWorker() {
    case .success(let found): worker = found
    case .failure(let fault):
      return .failed(
        type: fault.type,
        message: "RequestId: \(invocation.requestID) Error: \(fault.message)")
    }
    let started = version
    let result = await worker.invoke(invocation)
    if worker.isAlive, started == version {
      idle.append(worker)
    } else {
      all[ObjectIdentifier(worker)] = nil
      worker.stop()
    }
    return result
  }

  func stop() {
    for worker in all.values { worker.stop() }
    all.removeAll()
    idle.removeAll()
  }

  private func enter() async {
    if running < configuration.concurrency {
      running += 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func leave() {
    if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
  }

  private func warmWorker() -> Result<any FunctionWorker, StartFault> {
    let newest = watch.version()
    if newest != version {
      version = newest
      for worker in idle {
        all[ObjectIdentifier(worker)] = nil
        worker.stop()
      }
      idle.removeAll()
    }
    while let worker = idle.popLast() {
      if worker.isAlive { return .success(worker) }
      all[ObjectIdentifier(worker)] = nil
    }
    let started = start()
    if case .success(let worker) = started { all[ObjectIdentifier(worker)] = worker }
    return started
  }
}

/// Why a worker could not be started, in the words of the Lambda runtime.
struct StartFault: Error {
  var type: String
  var message: String
}

/// Notices that the source of a function has changed: the handler's file or a file of the same kind
/// beside it.
struct SourceWatch: Sendable {
  static let filesLimit = 200

  var file: String

  /// A number that changes with the files.
  func version() -> Int64 {
    guard let slash = file.lastIndex(of: "/") else { return Files.modified(file) ?? 0 }
    let folder = String(file[..<slash])
    let ending = file.lastIndex(of: ".").map { String(file[$0...]) } ?? ""
    var version = Files.modified(file) ?? 0
    guard !ending.isEmpty, !ending.contains("/") else { return version }
    for name in Files.names(in: folder).prefix(Self.filesLimit) where name.hasSuffix(ending) {
      version = version &* 31 &+ (Files.modified(folder + "/" + name) ?? 0)
    }
    return version
  }
}
