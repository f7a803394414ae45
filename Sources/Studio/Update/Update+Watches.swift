import Engine
import History
import JSONata
import Screen

extension State {
  var dataBreakpoints: [DataBreakpoint] { watches.map(\.breakpoint) }

  mutating func openWatches() {
    var form = WatchForm()
    // The variable that is looked at is what one wants to watch.
    if focus == .detail, detail.tab == .variables, let row = detail.tree.chosen, row.depth == 0,
      !row.label.isEmpty
    {
      form.text = TextField("$" + row.label)
    }
    explain(&form)
    dialog = .watches(form)
  }

  private func explain(_ form: inout WatchForm) {
    form.isWrong = false
    form.words = ""
    guard !form.text.string.trimmed.isEmpty else { return }
    do throws(JSONata.Failure) {
      form.words = "stops when \(try Watch(id: 0, form.text.string).words)"
    } catch {
      form.words = error.message
      form.isWrong = true
    }
  }

  mutating func takeInWatches(_ key: Key, _ form: WatchForm) {
    var form = form
    switch key.description {
    case "Esc": return dialog = nil
    case "Up": form.chosen = max(0, form.chosen - 1)
    case "Down": form.chosen = max(0, min(watches.count - 1, form.chosen + 1))
    case "Del", "C-d":
      if watches.indices.contains(form.chosen) { watches.remove(at: form.chosen) }
      form.chosen = max(0, min(watches.count - 1, form.chosen))
    case "Enter":
      if form.text.string.trimmed.isEmpty { return dialog = nil }
      guard !form.isWrong else { break }
      add(watch: form.text.string)
      form.text = TextField()
      form.chosen = watches.count - 1
      explain(&form)
    default:
      guard form.text.take(key) else { return }
      explain(&form)
    }
    dialog = .watches(form)
  }

  mutating func add(watch text: String) {
    do throws(JSONata.Failure) {
      let watch = try Watch(id: (watches.map(\.id).max() ?? 0) + 1, text)
      watches.removeAll { $0.text == watch.text }
      watches.append(watch)
      tell("stops when \(watch.words); B lists")
    } catch {
      tell(error.message, .failure)
    }
  }

  mutating func tellHit(_ hit: Stepper.Hit) {
    run?.movement = nil
    let place = [hit.state, hit.scope.isEmpty ? nil : hit.scope].compactMap { $0 }
      .joined(separator: " in ")
    tell("stopped\(place.isEmpty ? "" : " at \(place)"): \(hit.reason)")
  }

  // MARK: Over what is known

  /// Goes forward over known events to a breakpoint of either kind.
  mutating func proceedWatching() {
    guard let run else { return }
    guard run.stepper == nil else {
      self.run?.movement = .proceed
      return advance()
    }
    let plain = run.nextStop(.proceed, breakpoints)
    let told = run.events[min(run.moment, run.events.count)...].first { isTold($0) }
    look(at: min(plain, told?.id ?? plain))
    if let told, told.id <= plain { tell(told) }
  }

  /// Goes back to the last moment at which a breakpoint of either kind was hit.
  mutating func rewindWatching() {
    guard var run else { return }
    guard var stepper = run.stepper else {
      let plain = run.previousStop(.proceed, breakpoints)
      let told = run.events[..<max(0, run.moment - 1)].last { isTold($0) }
      look(at: max(plain, told?.id ?? plain))
      if let told, told.id >= plain { tell(told) }
      return
    }
    self.run = nil
    run.stepper = nil
    stepper.breakpoints = Set(breakpoints.map { Breakpoint(state: $0) })
    stepper.dataBreakpoints = dataBreakpoints
    _ = stepper.backToBreakpoint()
    let hit = stepper.hit
    if hit == nil, stepper.entering != nil { _ = stepper.into() }
    run.stepper = stepper
    run.follow()
    self.run = run
    history.isFree = false
    if let hit { tellHit(hit) }
    selectCurrent()
  }

  private func isTold(_ event: Event) -> Bool {
    watches.contains { $0.breakpoint.firstHit(in: [event]) != nil }
  }

  private mutating func tell(_ event: Event) {
    guard let watch = watches.first(where: { $0.breakpoint.firstHit(in: [event]) != nil }) else {
      return
    }
    tell("stopped at #\(event.id): \(watch.words)")
  }
}
