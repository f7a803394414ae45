import ASL
import JSON
import Screen

extension State {
  mutating func performDefinition(_ action: Action) {
    switch action {
    case .edit: openEditor()
    case .editAll: openEditor(whole: true)
    case .editExternally: editExternally()
    case .save: save()
    case .undo: undoDefinition(file?.undo() ?? false, "nothing to undo")
    case .redo: undoDefinition(file?.redo() ?? false, "nothing to redo")
    case .diagnostics: openDiagnostics()
    case .reload: if let file { ask(.read(path: file.path)) }
    default: break
    }
  }

  private mutating func undoDefinition(_ isDone: Bool, _ refusal: String) {
    guard isDone, let file else { return tell(refusal) }
    journal()
    tell(file.isModified ? "changed; ^S saves" : "as it was saved")
  }

  /// Gives the definition another text, which is kept as a draft until it is saved.
  mutating func changeDefinition(to text: String, merging: Bool = false) {
    file?.change(to: text, merging: merging)
    journal()
    refreshChart()
  }

  private mutating func journal() {
    guard let file else { return }
    ask(.journal(path: file.path, text: file.isModified ? file.text : nil))
  }

  mutating func save() {
    guard let file else { return }
    guard file.isModified else { return tell("nothing to save") }
    ask(.save(path: file.path, text: file.text, expected: file.savedText))
  }

  private mutating func openDiagnostics() {
    guard let file else { return }
    if file.problems.isEmpty { return tell("nothing is wrong with the definition") }
    dialog = .diagnostics(Scroll())
  }

  private mutating func editExternally() {
    guard let file else { return }
    let line = selectedState.flatMap { file.line(of: $0.location) }
    ask(.edit(path: file.path, text: file.text, line: line ?? 1))
  }

  // MARK: The built-in editor

  /// Opens the selected state, or the whole definition (always for YAML and broken text).
  mutating func openEditor(whole: Bool = false, line: Int? = nil, column: Int = 1) {
    guard let file else { return }
    let isReadable = file.isYAML ? !file.isBroken : file.document.isWellFormed
    if !whole, isReadable, let state = selectedState, let range = file.range(of: state.location) {
      editor = State.editor(state, range, file)
    } else {
      let isEmpty = file.text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
      let text = isEmpty ? State.firstText(isYAML: file.isYAML) : file.text
      editor = EditorPane(scope: .whole, buffer: TextBuffer(text), original: file.text)
      let place = selectedState.flatMap { file.line(of: $0.location) }
      editor?.buffer.go(
        to: TextBuffer.Place(line: (line ?? place ?? 1) - 1, column: column - 1))
      if isEmpty {
        editor?.appliedChange = -1
        applyEditor()
      }
    }
    checkEditor()
  }

  /// What a file that is empty begins with.
  private static func firstText(isYAML: Bool) -> String {
    isYAML
      ? """
      QueryLanguage: JSONata
      StartAt: First
      States:
        First:
          Type: Pass
          End: true

      """
      : """
      {
        "QueryLanguage": "JSONata",
        "StartAt": "First",
        "States": {
          "First": {
            "Type": "Pass",
            "End": true
          }
        }
      }

      """
  }

  private static func editor(
    _ state: ASL.State, _ range: Range<Int>, _ file: DefinitionFile
  ) -> EditorPane {
    let bytes = file.document.bytes
    let text = String(decoding: bytes[range], as: UTF8.self)
    let start = bytes[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let indent = bytes[start..<range.lowerBound].prefix { $0 == 0x20 }.count
    let inner = outdented(text, by: indent)
    return EditorPane(
      scope: .state(location: state.location, name: state.name, range: range, indent: indent),
      buffer: TextBuffer(inner), before: Array(bytes[..<range.lowerBound]),
      after: Array(bytes[range.upperBound...]), original: inner)
  }

  private static func outdented(_ text: String, by indent: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { number, line in
      let blanks = line.prefix(indent).prefix { $0 == " " }.count
      return String(number == 0 ? line : line.dropFirst(blanks))
    }.joined(separator: "\n")
  }

  mutating func takeInEditor(_ key: Key) {
    switch key.description {
    case "Esc", "C-q": closeEditor()
    case "C-s":
      applyEditor()
      save()
    case "C-g": goToNextProblem()
    case "C-f": prompt = Prompt(.search)
    case "C-n", "F3": findAgain(backwards: false)
    case "C-p", "S-F3": findAgain(backwards: true)
    case "F5":
      closeEditor()
      startAgain(saving: true)
    case "M-f": formatEditor()
    default:
      let before = editor?.buffer.mark
      let page = editorArea.height
      if editor?.buffer.take(key, page: page) == true { editorChanged(from: before) }
    }
  }

  private mutating func startAgain(saving: Bool) {
    if saving { save() }
    perform(.again)
  }

  /// What is seen of the editor's text.
  var editorArea: Rect {
    let rest = Rect(size).cutTop(size.height >= 4 ? 1 : 0).rest
    let framed = rest.cutBottom(size.height >= 5 ? 1 : 0).rest
    let inside = framed.width >= 24 && framed.height >= 5 ? framed.inset(1, 1) : framed
    let problems = min(editor?.problems.count ?? 0, inside.height / 4, 4)
    return inside.cutBottom(problems > 0 ? problems + 1 : 0).rest
  }

  /// The columns of line numbers.
  var editorGutter: Int { size.width >= 40 ? 5 : 0 }

  /// Has the text checked after a pause; until then its problems move with their lines.
  mutating func editorChanged(from before: TextBuffer.Mark?) {
    guard let before, let file, let mark = editor?.buffer.mark, mark.change != before.change else {
      return
    }
    let shift = mark.lineCount - before.lineCount
    if shift != 0, let problems = editor?.problems {
      let first = min(before.line, mark.line)
      editor?.problems = problems.map { problem in
        var problem = problem
        if problem.line > first { problem.line = max(first, problem.line + shift) }
        return problem
      }
    }
    checkCount += 1
    editor?.check = checkCount
    if let pane = editor { ask(.check(number: checkCount, pane, file.options)) }
  }

  /// Takes what was made out of the text in the editor; one that was typed over since is only kept as
  /// a draft.
  mutating func checked(_ number: Int, _ analysis: Analysis) {
    guard let pane = editor, let file else { return }
    guard pane.check == number else {
      return ask(.journal(path: file.path, text: analysis.text))
    }
    apply(analysis, of: pane)
  }

  private mutating func apply(_ analysis: Analysis, of pane: EditorPane) {
    guard let file else { return }
    if analysis.text != file.text {
      self.file?.change(to: analysis, merging: pane.hasChanged)
      editor?.hasChanged = true
      journal()
    }
    editor?.check = nil
    editor?.appliedChange = pane.buffer.changes
    checkEditor()
  }

  mutating func settleEditor(_ areas: Areas) {
    guard editor != nil else { return }
    let size = Size(editorArea.width - editorGutter, editorArea.height)
    editor?.buffer.settle(size)
  }

  /// Makes the definition of what is in the editor, without a pause.
  private mutating func applyEditor() {
    guard let pane = editor, pane.isAhead else { return }
    apply(Analysis(pane.fileText, file?.options ?? ReadingOptions()), of: pane)
  }

  private mutating func closeEditor() {
    guard let editor else { return }
    applyEditor()
    self.editor = nil
    refreshChart()
    if editor.buffer.text != editor.original, file?.isModified == true {
      tell("changed; ^S saves, R runs it again, u takes it back")
    }
  }

  /// Finds what is wrong, with the lines of the editor.
  private mutating func checkEditor() {
    guard let file, let editor else { return }
    let first = firstLine(editor)
    let count = editor.buffer.lines.count
    var problems: [EditorPane.Problem] = []
    var elsewhere = 0
    let indent = if case .state(_, _, _, let indent) = editor.scope { indent } else { 0 }
    for diagnostic in file.problems {
      guard let line = diagnostic.line, (first..<first + count).contains(line) else {
        elsewhere += 1
        continue
      }
      problems.append(
        EditorPane.Problem(
          line: line - first,
          column: max(0, (diagnostic.column ?? 1) - 1 - (line > first ? indent : 0)),
          message: diagnostic.message, isError: diagnostic.severity == .error))
    }
    self.editor?.problems = problems
    self.editor?.elsewhere = elsewhere
  }

  /// The line of the file that the editor's first line is in.
  private func firstLine(_ editor: EditorPane) -> Int {
    guard case .state = editor.scope else { return 1 }
    return editor.before.count { $0 == 0x0A } + 1
  }

  private mutating func goToNextProblem() {
    guard let editor, !editor.problems.isEmpty else { return tell("nothing is wrong here") }
    let here = editor.buffer.cursor.line
    let next = editor.problems.first { $0.line > here } ?? editor.problems[0]
    self.editor?.buffer.go(to: TextBuffer.Place(line: next.line, column: next.column))
    tell(next.message, next.isError ? .failure : .warning)
  }

  private mutating func formatEditor() {
    guard let text = editor?.buffer.text, let value = try? Value(parsing: text) else {
      return tell("only JSON without errors can be formatted", .warning)
    }
    let before = editor?.buffer.mark
    editor?.buffer.replaceAll(value.pretty())
    editorChanged(from: before)
  }
}
