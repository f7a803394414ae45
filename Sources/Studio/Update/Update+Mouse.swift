import ASL
import Screen

extension State {
  /// Takes what was done with the mouse: a press chooses what is under it, a drag moves the picture
  /// or the moment, the wheel scrolls what is under it.
  mutating func take(_ mouse: Mouse) {
    switch mouse.action {
    case .press(.left): press(mouse.place)
    case .press: break
    case .drag(.left): dragged(to: mouse.place)
    case .drag: break
    case .release: drag = nil
    case .wheel(let notch): wheel(notch * 3, mouse)
    case .wheelSideways(let notch): if view == .studio { graph.scroll.x += notch * 6 }
    }
  }

  private mutating func press(_ place: Point) {
    toast = nil
    if prompt != nil { return }
    if dialog != nil { return pressDialog(place) }
    if editor != nil { return pressEditor(place) }
    if view == .browser { return pressBrowser(place) }
    let areas = Areas(self)
    if areas.bar.contains(place) { return pressBar(place) }
    if areas.banner.contains(place) { return perform(.failure) }
    if areas.tabs.contains(place) { return pressPaneTabs(place, areas) }
    for pane in Pane.allCases where areas[pane].contains(place) {
      if focus != pane { focus = pane }
      press(pane, place, areas)
    }
  }

  private mutating func press(_ pane: Pane, _ place: Point, _ areas: Areas) {
    switch pane {
    case .graph:
      let area = areas.inside(.graph)
      if let map = Minimap(self, area), map.area.contains(place) {
        drag = .minimap
        return graph.scroll = map.scroll(to: place, seen: area.size)
      }
      drag = .graph(from: place, scroll: graph.scroll)
      guard area.contains(place) else { return }
      let inChart = Point(place.x - area.x + graph.scroll.x, place.y - area.y + graph.scroll.y)
      if let hit = graph.chart?.chart.hit(inChart) {
        if hit == graph.selected, selectedState?.scopesInside.isEmpty == false {
          return toggleFold()
        }
        select(hit)
      }
    case .detail:
      if areas.detailTabs.contains(place), let tab = detailTab(at: place.x, areas.detailTabs) {
        detail.tab = tab
        return
      }
      let row = place.y - areas.detailBody.y
      guard row >= 0 else { return }
      if detail.tab == .definition {
        detail.lines.cursor = min(definitionLines.count - 1, detail.lines.top + row)
        return
      }
      let target = detail.tree.scroll.top + row
      guard detail.tree.rows.indices.contains(target) else { return }
      let wasChosen = detail.tree.scroll.cursor == target
      detail.tree.scroll.cursor = target
      if wasChosen || detail.tree.rows[target].isOpen == false { detail.tree.toggle() }
    case .history: pressHistory(place, areas)
    }
  }

  private mutating func pressHistory(_ place: Point, _ areas: Areas) {
    if isShowingExecutions {
      let row = executions.scroll.top + place.y - areas.inside(.history).y - 1
      guard executions.shown.indices.contains(row) else { return }
      if executions.scroll.cursor == row { return perform(.choose) }
      return executions.scroll.cursor = row
    }
    if areas.scrubber.contains(place) {
      drag = .scrubber
      return scrub(to: place.x, areas.scrubber)
    }
    let row = place.y - areas.historyBody.y
    if row >= 0, let id = eventId(row: history.scroll.top + row) { look(at: id) }
  }

  /// The moment under a column of the scrubber.
  private mutating func scrub(to x: Int, _ area: Rect) {
    guard let run, !run.events.isEmpty else { return }
    let bar = Scrubber.bar(area)
    let share = Double(x - bar.x) / Double(max(1, bar.width - 1))
    look(at: 1 + Int((min(1, max(0, share)) * Double(run.events.count - 1)).rounded()))
  }

  private mutating func dragged(to place: Point) {
    switch drag {
    case .graph(let from, let scroll):
      graph.scroll = Point(scroll.x + from.x - place.x, scroll.y + from.y - place.y)
    case .scrubber: scrub(to: place.x, Areas(self).scrubber)
    case .minimap:
      let area = Areas(self).inside(.graph)
      if let map = Minimap(self, area) { graph.scroll = map.scroll(to: place, seen: area.size) }
    case nil: break
    }
  }

  private mutating func wheel(_ rows: Int, _ mouse: Mouse) {
    if dialog != nil { return wheelDialog(rows) }
    if editor != nil {
      let cursor = editor?.buffer.cursor ?? TextBuffer.Place(line: 0, column: 0)
      editor?.buffer.go(to: TextBuffer.Place(line: cursor.line + rows, column: cursor.column))
      return
    }
    if view == .browser {
      return browser.scroll.move(rows / 3, count: browser.shown.count)
    }
    let areas = Areas(self)
    let pane = Pane.allCases.first { areas[$0].contains(mouse.place) } ?? focus
    switch pane {
    case .graph:
      if mouse.modifiers.contains(.shift) {
        graph.scroll.x += rows * 2
      } else {
        graph.scroll.y += rows
      }
    case .detail:
      let height = areas.detailBody.height
      if detail.tab == .definition {
        detail.lines.wheel(rows, count: definitionLines.count, height: height)
      } else {
        detail.tree.scroll.wheel(rows, count: detail.tree.rows.count, height: height)
      }
    case .history:
      let height = areas.historyBody.height
      if isShowingExecutions {
        executions.scroll.wheel(rows, count: executions.shown.count, height: height)
      } else {
        history.isFree = true
        history.scroll.wheel(rows, count: historyCount, height: height)
      }
    }
  }

  private mutating func pressBrowser(_ place: Point) {
    let row = browser.scroll.top + place.y - 4
    guard browser.shown.indices.contains(row), place.y >= 4 else { return }
    if browser.scroll.cursor == row { return perform(.choose) }
    browser.scroll.cursor = row
  }

  private mutating func pressBar(_ place: Point) {
    for item in BottomBar.items(self) where item.columns.contains(place.x) {
      return perform(item.action)
    }
  }

  private mutating func pressPaneTabs(_ place: Point, _ areas: Areas) {
    for (pane, columns) in PaneTabs.places(areas.tabs) where columns.contains(place.x) {
      show(pane)
    }
  }

  private mutating func pressEditor(_ place: Point) {
    let area = editorArea
    guard area.contains(place), let buffer = editor?.buffer else { return }
    let line = min(buffer.lines.count - 1, buffer.top + place.y - area.y)
    let column = max(0, place.x - area.x - editorGutter) + buffer.left
    editor?.buffer.go(to: buffer.place(line: line, screenColumn: column))
  }

  private mutating func wheelDialog(_ rows: Int) {
    switch dialog {
    case .help(var list):
      list.scroll.move(rows, count: list.shown.count)
      dialog = .help(list)
    case .diagnostics(var scroll):
      scroll.move(rows / 3, count: file?.problems.count ?? 0)
      dialog = .diagnostics(scroll)
    case .console(var console):
      console.tree.scroll.move(rows, count: console.tree.rows.count)
      dialog = .console(console)
    case .compare(var comparison):
      comparison.scroll.move(rows / 3, count: comparison.rows.count)
      dialog = .compare(comparison)
    case .start, .answer, .change, .recordMock, .watches, .timelines, .confirm, .copy, nil: break
    }
  }

  /// A press chooses a row, a second one does what Enter does; beside the window it closes it.
  private mutating func press(_ place: Point, _ rows: DialogRows) {
    guard rows.window.contains(place) else { return dialog = nil }
    guard let row = rows.row(at: place) else { return }
    let isChosen = row == rows.chosen
    switch dialog {
    case .help(var list):
      list.scroll.cursor = row
      dialog = .help(list)
    case .diagnostics(var scroll):
      scroll.cursor = row
      dialog = .diagnostics(scroll)
    case .copy(let items, _): dialog = .copy(items, chosen: row)
    case .timelines: dialog = .timelines(chosen: row)
    case .compare(var comparison):
      comparison.scroll.cursor = row
      dialog = .compare(comparison)
    default: return
    }
    if isChosen { takeInDialog(Key(.enter)) }
  }

  private mutating func pressDialog(_ place: Point) {
    if let rows = DialogRows(self) { return press(place, rows) }
    guard case .confirm(let question) = dialog else { return }
    for (number, rect) in QuestionView.buttons(question, size).enumerated()
    where rect.contains(place) {
      settle(question.choices[number].answer)
    }
  }
}
