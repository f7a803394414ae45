import Dispatch
import Glibc
import History
import JSON
import Screen
import Services
import Synchronization

/// Looks on at what other programs do on the workspace: what they write to the history, and what
/// servers say. A thread of its own waits for either; while nothing happens it costs nothing.
final class LiveWatch: Sendable {
  private struct Orders {
    var followed: String?
    var commands: [LiveCommand] = []
    var isClosed = false
  }

  private let folder: String
  private let mailbox: Mailbox<Message>
  private let orders = Mutex(Orders())
  /// A pipe: a byte in it wakes the thread.
  private let waking: Int32
  private let wake: Int32

  init(folder: String, mailbox: Mailbox<Message>) {
    self.folder = folder
    self.mailbox = mailbox
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
    }
    (waking, wake) = (ends[0], ends[1])
    DispatchQueue(label: "treadle.live").async { self.run() }
  }

  deinit { for end in [waking, wake] where end >= 0 { Glibc.close(end) } }

  /// Reads the events of this execution in full from now on.
  func follow(_ arn: String?) { order { $0.followed = arn } }

  /// Has the servers do something; what they refuse is told.
  func send(_ command: LiveCommand) { order { $0.commands.append(command) } }

  func close() { order { $0.isClosed = true } }

  private func order(_ change: (inout Orders) -> Void) {
    orders.withLock { change(&$0) }
    var byte: UInt8 = 1
    _ = write(wake, &byte, 1)
  }

  // MARK: The thread

  /// How long lines may gather before they are shown, in milliseconds.
  private static let gathering: Int32 = 20

  private func run() {
    let data = folder + "/.treadle"
    var follower = Follower(folder: data + "/history")
    var watch = FolderWatch(
      growing: [data + "/history"], others: [folder, data, data + "/live"])
    var servers = Servers(dataFolder: data, mailbox: mailbox)
    while true {
      let (followed, commands, isClosed) = orders.withLock { orders in
        defer { orders.commands = [] }
        return (orders.followed, orders.commands, orders.isClosed)
      }
      if isClosed { return }
      follower.followed = followed
      servers.connect()
      for command in commands { servers.send(command) }
      let news = follower.next()
      if !news.isEmpty { mailbox.send(.live(.news(news))) }
      wait(watch.descriptor, &servers)
      // Many lines in one go are one picture.
      usleep(UInt32(LiveWatch.gathering) * 1000)
      watch.look()
    }
  }

  /// Waits for a change in a folder, an order, or a word from a server.
  private func wait(_ watch: Int32, _ servers: inout Servers) {
    let links = servers.links
    var waiting = ([watch, waking] + links.map(\.descriptor)).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    guard poll(&waiting, nfds_t(waiting.count), -1) > 0 else { return }
    if waiting[1].revents != 0 {
      var bytes: (UInt64, UInt64) = (0, 0)
      while Glibc.read(waking, &bytes, 16) == 16 {}
    }
    for (link, ready) in zip(links, waiting[2...]) where ready.revents != 0 { servers.read(link) }
  }
}

/// The doors that stand open, and what was asked through them.
private struct Servers {
  private let dataFolder: String
  private let mailbox: Mailbox<Message>
  private(set) var links: [LiveLink] = []
  /// What was asked of every server: an answer of one is enough.
  private var asked: [Question] = []

  private struct Question {
    var command: LiveCommand
    /// The numbers of its answers that have not come, by server.
    var open: [String: Int]
  }

  init(dataFolder: String, mailbox: Mailbox<Message>) {
    self.dataFolder = dataFolder
    self.mailbox = mailbox
  }

  /// Goes through doors that are new.
  mutating func connect() {
    for name in LiveLink.names(dataFolder: dataFolder)
    where !links.contains(where: { $0.name == name }) {
      if let link = try? LiveLink.open(name, dataFolder: dataFolder) { links.append(link) }
    }
  }

  mutating func send(_ command: LiveCommand) {
    var question = Question(command: command, open: [:])
    for link in links { question.open[link.name] = link.send(command) }
    if question.open.isEmpty {
      if case .setBreakpoints = command { return }
      mailbox.send(.failed("no server runs on this workspace; treadle serve starts one"))
    } else {
      asked.append(question)
    }
  }

  mutating func read(_ link: LiveLink) {
    guard let lines = link.read() else { return leave(link) }
    for line in lines {
      switch line {
      case .news(let news): mailbox.send(.live(.said(server: link.name, news)))
      case .result(let id, let result):
        guard let question = take(id, link) else { continue }
        asked.removeAll { $0.open[link.name] == id }
        if case .tasks(let arn?) = question.command {
          mailbox.send(.live(.tasks(execution: arn, LiveTask.list(result))))
        }
      case .refusal(let id, _, let message):
        guard let question = take(id, link) else { continue }
        if question.open.count == 1 {
          asked.removeAll { $0.open[link.name] == id }
          mailbox.send(.failed(message))
        } else {
          for place in asked.indices where asked[place].open[link.name] == id {
            asked[place].open[link.name] = nil
          }
        }
      }
    }
  }

  private func take(_ id: Int, _ link: LiveLink) -> Question? {
    asked.first { $0.open[link.name] == id }
  }

  private mutating func leave(_ link: LiveLink) {
    links.removeAll { $0 === link }
    for place in asked.indices { asked[place].open[link.name] = nil }
    asked.removeAll { $0.open.isEmpty }
    mailbox.send(.live(.left(server: link.name)))
  }
}
