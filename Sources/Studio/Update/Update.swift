import JSON
import Screen

extension State {
  /// Takes what a person did.
  mutating func update(_ input: Input) {
    switch input {
    case .resize(let size):
      self.size = size
      graph.wantsReveal = true
    case .key(let key): take(key)
    case .mouse(let mouse): take(mouse)
    case .paste(let text): take(paste: text)
    }
    settle()
  }

  private mutating func take(_ key: Key) {
    if let always = alwaysThere(key) { return perform(always) }
    toast = nil
    if prompt != nil { return takeInPrompt(key) }
    if dialog != nil { return takeInDialog(key) }
    if editor != nil { return takeInEditor(key) }
    if let action = Binding.action(key, in: place) {
      perform(action)
    } else if key.writes != nil {
      tell("\(key.label) does nothing here; ? shows the keys of this view")
    }
  }

  /// Keys that no field may swallow.
  private func alwaysThere(_ key: Key) -> Action? {
    switch key.description {
    case "C-z": .suspend
    case "C-l": .redraw
    default: nil
    }
  }

  private mutating func take(paste text: String) {
    toast = nil
    if prompt != nil {
      prompt?.field.insert(text.unicodeScalars)
      promptChanged()
    } else if dialog != nil {
      paste(intoDialog: text)
    } else if editor != nil {
      let before = editor?.buffer.mark
      editor?.buffer.insert(text)
      editorChanged(from: before)
    } else {
      tell("nothing here takes text; e edits the selected state")
    }
  }

  /// Brings choices into view and trees up to date, after any change.
  mutating func settle() {
    let areas = Areas(self)
    placeServices()
    refreshResources()
    refreshDetail()
    refreshHistory()
    let body = areas.detailBody
    let rows = max(1, body.height - peekRows(body))
    detail.tree.scroll.settle(count: detail.tree.rows.count, height: rows)
    detail.lines.top = max(0, min(detail.lines.top, definitionLines.count - body.height))
    let listed = isShowingExecutions ? executions.shown.count : historyCount
    let height = isShowingExecutions ? areas.inside(.history).height - 1 : areas.historyBody.height
    if isShowingExecutions {
      executions.scroll.settle(count: listed, height: height)
    } else {
      history.scroll.settle(count: listed, height: height)
    }
    browser.scroll.settle(count: browser.shown.count, height: browserRows)
    if editor == nil { settleGraph(areas.inside(.graph)) }
    settleEditor(areas)
    tellBreakpoints()
  }

  /// The rows of the browser's list.
  var browserRows: Int { max(1, size.height - 6) }
}
